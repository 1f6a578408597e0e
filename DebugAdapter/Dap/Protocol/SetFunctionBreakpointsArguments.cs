namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All function breakpoints; they replace those set before.</summary>
public sealed record SetFunctionBreakpointsArguments(IReadOnlyList<FunctionBreakpoint> Breakpoints);
