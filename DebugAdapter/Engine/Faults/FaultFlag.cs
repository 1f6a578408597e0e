namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>One bit of CFSR or HFSR that is set.</summary>
/// <param name="Name">As in the manual, such as <c>PRECISERR</c>.</param>
/// <param name="Kind">The fault it belongs to: <c>MemManage</c>, <c>BusFault</c>, <c>UsageFault</c>, <c>HardFault</c>.</param>
/// <param name="Text">What happened, one sentence.</param>
internal sealed record FaultFlag(string Name, string Kind, string Text)
{
    private static readonly (uint Bit, FaultFlag Flag)[] Cfsr =
    [
        (0, new("IACCVIOL", "MemManage", "An instruction was fetched where execution is not allowed.")),
        (1, new("DACCVIOL", "MemManage", "Data was read or written where the MPU does not allow it.")),
        (3, new("MUNSTKERR", "MemManage", "The MPU did not allow the stack to be read at an exception return.")),
        (4, new("MSTKERR", "MemManage", "The MPU did not allow the registers to be stacked at an exception entry.")),
        (5, new("MLSPERR", "MemManage", "The MPU did not allow the FP registers to be stored (lazy stacking).")),
        (8, new("IBUSERR", "BusFault", "An instruction was fetched from an address that does not answer.")),
        (9, new("PRECISERR", "BusFault", "A read or write went to an address that does not answer.")),
        (10, new("IMPRECISERR", "BusFault", "A write went to an address that does not answer; it was reported late, so that the instruction shown is some behind it.")),
        (11, new("UNSTKERR", "BusFault", "The stack could not be read at an exception return.")),
        (12, new("STKERR", "BusFault", "The registers could not be stacked at an exception entry.")),
        (13, new("LSPERR", "BusFault", "The FP registers could not be stored (lazy stacking).")),
        (16, new("UNDEFINSTR", "UsageFault", "The instruction is not defined.")),
        (17, new("INVSTATE", "UsageFault", "The processor left Thumb state: a branch went to an address without its bit 0.")),
        (18, new("INVPC", "UsageFault", "An exception return was tried with a wrong EXC_RETURN or a damaged stack.")),
        (19, new("NOCP", "UsageFault", "A floating-point instruction was executed while the FPU is off (CPACR).")),
        (24, new("UNALIGNED", "UsageFault", "An unaligned access was made: by LDM, LDRD or exclusive instructions, or by any while CCR.UNALIGN_TRP is set.")),
        (25, new("DIVBYZERO", "UsageFault", "A division by zero was made while CCR.DIV_0_TRP is set.")),
    ];

    private static readonly (uint Bit, FaultFlag Flag)[] Hfsr =
    [
        (1, new("VECTTBL", "HardFault", "The handler's address could not be read from the vector table.")),
        (30, new("FORCED", "HardFault", "Another fault became a HardFault: its own handler is off, or it happened inside one.")),
        (31, new("DEBUGEVT", "HardFault", "A BKPT was executed while no debugger was in control.")),
    ];

    /// <summary>The bits that are set, MemManage first, HardFault last.</summary>
    public static IReadOnlyList<FaultFlag> Of(FaultRegisters registers) =>
        [.. Cfsr.Where(f => (registers.Cfsr >> (int)f.Bit & 1) != 0).Select(f => f.Flag), .. Hfsr.Where(f => (registers.Hfsr >> (int)f.Bit & 1) != 0).Select(f => f.Flag)];
}
