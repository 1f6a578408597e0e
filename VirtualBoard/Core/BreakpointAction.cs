namespace RspDebug.VirtualBoard.Core;

/// <summary>What a breakpoint does to the core.</summary>
public enum BreakpointAction
{
    /// <summary>Enter Debug state with PC at the breakpoint.</summary>
    Halt,

    /// <summary>Go on: a comparator match executes the instruction under it; a BKPT acts as a NOP.</summary>
    Ignore,

    /// <summary>DebugMonitor exception, or HardFault with HFSR.DEBUGEVT when that cannot be taken (DDI0403E C1.4).</summary>
    RaiseException,
}
