namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Text for the debug console. <c>Category</c> is one of <see cref="OutputCategory"/>.</summary>
public sealed record OutputEvent(
    string Output, string? Category = null, string? Group = null, int? VariablesReference = null, Source? Source = null,
    int? Line = null, int? Column = null, int? LocationReference = null);
