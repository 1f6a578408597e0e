namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Places that take a breakpoint.</summary>
public sealed record BreakpointLocationsResponse(IReadOnlyList<BreakpointLocation> Breakpoints);
