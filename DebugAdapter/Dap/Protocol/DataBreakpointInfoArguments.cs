namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A variable, an expression, or an address (<c>AsAddress</c>, <c>Bytes</c> long) to watch.</summary>
public sealed record DataBreakpointInfoArguments(
    string Name, int? VariablesReference = null, int? FrameId = null, int? Bytes = null, bool? AsAddress = null,
    string? Mode = null);
