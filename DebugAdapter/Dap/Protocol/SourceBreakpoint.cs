namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A breakpoint by line, with its condition, hit count or log message.</summary>
public sealed record SourceBreakpoint(
    int Line, int? Column = null, string? Condition = null, string? HitCondition = null, string? LogMessage = null,
    string? Mode = null);
