namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>One entry for each breakpoint asked for, in the same order.</summary>
public sealed record SetDataBreakpointsResponse(IReadOnlyList<Breakpoint> Breakpoints);
