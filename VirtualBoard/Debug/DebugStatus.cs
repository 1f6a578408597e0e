namespace RspDebug.VirtualBoard.Debug;

/// <summary>DFSR: why the core entered Debug state (DDI0403E C1.6.1).</summary>
[Flags]
public enum DebugStatus
{
    /// <summary>Nothing since it was cleared.</summary>
    None = 0,

    /// <summary>C_HALT or a step.</summary>
    Halted = 1,

    /// <summary>A BKPT instruction or an FPB match.</summary>
    Breakpoint = 2,

    /// <summary>A DWT comparator.</summary>
    Watchpoint = 4,

    /// <summary>A vector catch.</summary>
    VectorCatch = 8,

    /// <summary>An external request.</summary>
    External = 16,
}
