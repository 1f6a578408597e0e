using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Branches and miscellaneous control (A5.3.4): B, BL, MSR, MRS, hints, barriers.</summary>
internal static class WideBranch
{
    public static Instruction Decode(Encoding e)
    {
        if (e.Bit(14)) return e.Bit(12) ? Long(e, "BL", BranchOperations.BranchLink) : e.Undefined();
        if (e.Bit(12)) return Long(e, "B", BranchOperations.Branch);
        if (e.Field(25, 23) != 7) return Conditional(e);
        return e.Field(26, 20) switch
        {
            0b0111000 or 0b0111001 => WriteSpecial(e),
            0b0111010 => Hint(e),
            0b0111011 => Barrier(e),
            0b0111110 or 0b0111111 => ReadSpecial(e),
            _ => e.Undefined(),
        };
    }

    private static Instruction Long(Encoding e, string name, Operation execute)
    {
        uint sign = e.Bit(26) ? 1u : 0;
        uint i1 = (e.Bit(13) ? 1u : 0) ^ sign ^ 1, i2 = (e.Bit(11) ? 1u : 0) ^ sign ^ 1;
        uint offset = (sign << 24) | (i1 << 23) | (i2 << 22) | ((uint)e.Field(25, 16) << 12) | ((uint)e.Field(10, 0) << 1);
        Instruction i = e.Make(name, execute);
        i.Immediate = e.Address + 4 + (uint)((int)(offset << 7) >> 7);
        return i;
    }

    private static Instruction Conditional(Encoding e)
    {
        uint offset = (e.Bit(26) ? 1u << 20 : 0) | (e.Bit(11) ? 1u << 19 : 0) | (e.Bit(13) ? 1u << 18 : 0)
            | ((uint)e.Field(21, 16) << 12) | ((uint)e.Field(10, 0) << 1);
        Instruction i = e.Make("B", BranchOperations.BranchConditional);
        i.Ra = (byte)e.Field(25, 22);
        i.Immediate = e.Address + 4 + (uint)((int)(offset << 11) >> 11);
        return i;
    }

    private static Instruction WriteSpecial(Encoding e)
    {
        Instruction i = e.Make("MSR", SpecialRegisterOperations.Write);
        i.Rn = e.Register(16);
        i.Immediate = (uint)e.Field(7, 0);
        i.Amount = (byte)e.Field(11, 10);
        return i;
    }

    private static Instruction ReadSpecial(Encoding e)
    {
        Instruction i = e.Make("MRS", SpecialRegisterOperations.Read);
        i.Rd = e.Register(8);
        i.Immediate = (uint)e.Field(7, 0);
        return i;
    }

    private static Instruction Hint(Encoding e)
    {
        if (e.Field(10, 8) != 0) return e.Undefined();
        return e.Field(7, 0) switch
        {
            1 => e.Make("YIELD", SystemOperations.Nop),
            2 => e.Make("WFE", SystemOperations.WaitForEvent),
            3 => e.Make("WFI", SystemOperations.WaitForInterrupt),
            4 => e.Make("SEV", SystemOperations.SendEvent),
            >= 0xF0 => e.Make("DBG", SystemOperations.Nop),
            _ => e.Make("NOP", SystemOperations.Nop),
        };
    }

    private static Instruction Barrier(Encoding e) => e.Field(7, 4) switch
    {
        2 => e.Make("CLREX", LoadStoreExclusive.Clear),
        4 => e.Make("DSB", SystemOperations.Nop),
        5 => e.Make("DMB", SystemOperations.Nop),
        6 => e.Make("ISB", SystemOperations.Nop),
        _ => e.Undefined(),
    };
}
