namespace RspDebug.RspServer.Targets;

/// <summary>One breakpoint or watchpoint, as a <c>Z</c> packet names it.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Address">First byte it covers; bit 0 clear for code.</param>
/// <param name="Length">For watchpoints the bytes covered; for breakpoints gdb's kind (2 or 3 for Thumb, 4 for Arm).</param>
public readonly record struct TargetBreakpoint(BreakpointKind Kind, TargetAddress Address, int Length);
