using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Miscellaneous 16-bit instructions (A5.2.5): stack, extend, compare-and-branch, CPS, BKPT, IT, hints.</summary>
internal static class NarrowMiscellaneous
{
    public static Instruction Decode(Encoding e) => e.Field(11, 8) switch
    {
        0 => AdjustStack(e),
        1 or 3 or 9 or 11 => CompareAndBranch(e),
        2 => Extend(e),
        4 or 5 => Push(e),
        6 => e.Field(7, 5) == 3 ? ChangeState(e) : e.Undefined(),
        10 => Reverse(e),
        12 or 13 => Pop(e),
        14 => Breakpoint(e),
        15 => e.Field(3, 0) != 0 ? IfThen(e) : Hint(e),
        _ => e.Undefined(),
    };

    private static Instruction AdjustStack(Encoding e)
    {
        Instruction i = e.Bit(7)
            ? e.Make("SUB (SP minus immediate)", DataProcessing.Select<AluOperations.Subtract>(OperandForm.Immediate, setFlags: false))
            : e.Make("ADD (SP plus immediate)", DataProcessing.Select<AluOperations.Add>(OperandForm.Immediate, setFlags: false));
        i.Rd = i.Rn = 13;
        i.Immediate = (uint)e.Field(6, 0) << 2;
        return i;
    }

    private static Instruction CompareAndBranch(Encoding e)
    {
        Instruction i = e.Bit(11)
            ? e.Make("CBNZ", BranchOperations.CompareBranchNonZero)
            : e.Make("CBZ", BranchOperations.CompareBranchZero);
        i.Rn = e.LowRegister(0);
        i.Immediate = e.Address + 4 + ((uint)e.Field(7, 3) << 1) + (e.Bit(9) ? 0x40u : 0);
        return i;
    }

    private static Instruction Extend(Encoding e)
    {
        Instruction i = e.Field(7, 6) switch
        {
            0 => e.Make("SXTH", ExtendOperations.SignedHalfword),
            1 => e.Make("SXTB", ExtendOperations.SignedByte),
            2 => e.Make("UXTH", ExtendOperations.UnsignedHalfword),
            _ => e.Make("UXTB", ExtendOperations.UnsignedByte),
        };
        i.Rd = e.LowRegister(0);
        i.Rm = e.LowRegister(3);
        return i;
    }

    private static Instruction Reverse(Encoding e)
    {
        if (e.Field(7, 6) == 2) return e.Undefined();
        Instruction i = e.Field(7, 6) switch
        {
            0 => e.Make("REV", BitFieldOperations.ReverseBytes),
            1 => e.Make("REV16", BitFieldOperations.ReverseBytesInHalfwords),
            _ => e.Make("REVSH", BitFieldOperations.ReverseBytesSigned),
        };
        i.Rd = e.LowRegister(0);
        i.Rm = e.LowRegister(3);
        return i;
    }

    private static Instruction Push(Encoding e)
    {
        uint list = (uint)e.Field(7, 0) | (e.Bit(8) ? 1u << 14 : 0);
        return Stack(e.Make("PUSH", LoadStoreMultiple.StoreDecrementBefore, Cycle.Multiple(list)), list);
    }

    private static Instruction Pop(Encoding e)
    {
        uint list = (uint)e.Field(7, 0) | (e.Bit(8) ? 1u << 15 : 0);
        return Stack(e.Make("POP", LoadStoreMultiple.LoadIncrementAfter, Cycle.Multiple(list)), list);
    }

    private static Instruction Stack(Instruction i, uint list)
    {
        i.Rn = 13;
        i.Immediate = list;
        i.Amount = 1;
        return i;
    }

    private static Instruction ChangeState(Encoding e)
    {
        Instruction i = e.Make("CPS", SystemOperations.ChangeProcessorState);
        i.Immediate = (uint)e.Field(4, 0);
        return i;
    }

    private static Instruction Breakpoint(Encoding e)
    {
        Instruction i = e.Make("BKPT", BreakpointOperations.Breakpoint);
        i.Immediate = (uint)e.Field(7, 0);
        i.Unconditional = true;
        return i;
    }

    private static Instruction IfThen(Encoding e)
    {
        Instruction i = e.Make("IT", BranchOperations.IfThen);
        i.Immediate = (uint)e.Field(7, 0);
        i.Unconditional = true;
        return i;
    }

    private static Instruction Hint(Encoding e) => e.Field(7, 4) switch
    {
        2 => e.Make("WFE", SystemOperations.WaitForEvent),
        3 => e.Make("WFI", SystemOperations.WaitForInterrupt),
        4 => e.Make("SEV", SystemOperations.SendEvent),
        1 => e.Make("YIELD", SystemOperations.Nop),
        _ => e.Make("NOP", SystemOperations.Nop),
    };
}
