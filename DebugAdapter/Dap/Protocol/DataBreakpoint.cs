namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A watchpoint by the id from dataBreakpointInfo.</summary>
public sealed record DataBreakpoint(
    string DataId, DataBreakpointAccessType? AccessType = null, string? Condition = null, string? HitCondition = null);
