namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>How the client may render a variable.</summary>
public sealed record VariablePresentationHint(
    string? Kind = null, IReadOnlyList<string>? Attributes = null, string? Visibility = null, bool? Lazy = null);
