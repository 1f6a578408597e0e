namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>What likely led to a fault: rules over the bits, the address and the stacked registers, the most telling first.</summary>
internal static class FaultCause
{
    // Null pointers with a member's offset added.
    private const uint NearNull = 0x400;

    /// <summary>One or two sentences.</summary>
    public static string Guess(IReadOnlyList<FaultFlag> flags, uint? address, FaultSite site)
    {
        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (FaultFlag flag in flags)
                if (names.Contains(flag.Name))
                    return true;
            return false;
        }

        if (Has("STKERR", "MSTKERR", "UNSTKERR", "MUNSTKERR", "LSPERR", "MLSPERR"))
            return $"the stack pointer left its stack{Sp(site)}: a stack overflow, or SP was damaged. Look at the call depth, large locals, and the stack's size in the linker script.";
        if (Has("INVPC"))
            return "the stacked frame or LR was overwritten: a write past the end of a local array, or a context switch that restores the wrong frame.";
        if (Has("INVSTATE"))
            return "a call through a function pointer that is null, damaged or lacks bit 0 (Thumb): a table or a callback that was not set. LR tells who called.";
        if (Has("UNDEFINSTR"))
            return "execution ran into data, the image does not fit the core, or __builtin_trap / UDF was reached on purpose.";
        if (Has("NOCP"))
            return "the FPU is used before it is switched on: set CP10 and CP11 in CPACR (0xE000ED88) in the start-up code, before any float code runs.";
        if (Has("DIVBYZERO"))
            return "the divisor is 0: look at the operands of the division.";
        if (Has("UNALIGNED"))
            return "a pointer was cast to a type with a larger alignment, such as a packed field read through uint32_t*.";
        if (Has("IBUSERR", "IACCVIOL"))
            return $"a jump to 0x{site.Pc ?? 0:x8}, where there is no code: a damaged function pointer or return address. The stacked LR tells who jumped.";
        if (Has("VECTTBL"))
            return "VTOR does not point at the vector table, or the table is not in memory.";
        if (Has("DEBUGEVT"))
            return "a BKPT (an assertion, or semihosting) ran without halting debug.";
        if (address is < NearNull)
            return $"a null pointer: 0x{address:x8} is a member's offset from address 0.";
        if (address is { } at)
            return $"a pointer with a wrong value: nothing answers at 0x{at:x8}. It may be uninitialised or freed, or the peripheral's clock or power is off.";
        return Has("IMPRECISERR")
            ? "a pointer with a wrong value was written through, a few instructions earlier. Set ACTLR.DISDEFWBUF (bit 1 of 0xE000E008) to make it precise and run again."
            : "the status registers do not tell; look at the stacked PC and at the call stack.";
    }

    private static string Sp(FaultSite site) => site.FrameBase is { } at ? $" (frame at 0x{at:x8})" : "";
}
