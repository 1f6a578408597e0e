namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All instruction breakpoints; they replace those set before.</summary>
public sealed record SetInstructionBreakpointsArguments(IReadOnlyList<InstructionBreakpoint> Breakpoints);
