namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>One entry for each filter and filter option, in the same order.</summary>
public sealed record SetExceptionBreakpointsResponse(IReadOnlyList<Breakpoint>? Breakpoints = null);
