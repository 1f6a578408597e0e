namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All data breakpoints; they replace those set before.</summary>
public sealed record SetDataBreakpointsArguments(IReadOnlyList<DataBreakpoint> Breakpoints);
