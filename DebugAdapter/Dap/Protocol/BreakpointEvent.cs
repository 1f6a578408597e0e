namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A breakpoint changed after it was answered.</summary>
public sealed record BreakpointEvent(string Reason, Breakpoint Breakpoint);
