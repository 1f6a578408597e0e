using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Load/store single data item (A5.2.4), LDM and STM.</summary>
internal static class NarrowLoadStore
{
    public static Instruction Literal(Encoding e)
    {
        Instruction i = e.Make("LDR (literal)", LoadStore.SelectLoad<Transfers.Word>(AddressingForm.Literal), Cycle.Load);
        i.Rd = e.LowRegister(8);
        i.Immediate = e.AlignedPc + ((uint)e.Field(7, 0) << 2);
        return i;
    }

    public static Instruction RegisterOffset(Encoding e)
    {
        const AddressingForm form = AddressingForm.RegisterOffset;
        Instruction i = e.Field(11, 9) switch
        {
            0 => e.Make("STR (register)", LoadStore.SelectStore<Transfers.Word>(form), Cycle.Store),
            1 => e.Make("STRH (register)", LoadStore.SelectStore<Transfers.Halfword>(form), Cycle.Store),
            2 => e.Make("STRB (register)", LoadStore.SelectStore<Transfers.Byte>(form), Cycle.Store),
            3 => e.Make("LDRSB (register)", LoadStore.SelectLoad<Transfers.SignedByte>(form), Cycle.Load),
            4 => e.Make("LDR (register)", LoadStore.SelectLoad<Transfers.Word>(form), Cycle.Load),
            5 => e.Make("LDRH (register)", LoadStore.SelectLoad<Transfers.Halfword>(form), Cycle.Load),
            6 => e.Make("LDRB (register)", LoadStore.SelectLoad<Transfers.Byte>(form), Cycle.Load),
            _ => e.Make("LDRSH (register)", LoadStore.SelectLoad<Transfers.SignedHalfword>(form), Cycle.Load),
        };
        i.Rd = e.LowRegister(0);
        i.Rn = e.LowRegister(3);
        i.Rm = e.LowRegister(6);
        return i;
    }

    public static Instruction ImmediateOffset(Encoding e)
    {
        const AddressingForm form = AddressingForm.Offset;
        (Instruction i, int scale) = e.Field(15, 11) switch
        {
            12 => (e.Make("STR (immediate)", LoadStore.SelectStore<Transfers.Word>(form), Cycle.Store), 2),
            13 => (e.Make("LDR (immediate)", LoadStore.SelectLoad<Transfers.Word>(form), Cycle.Load), 2),
            14 => (e.Make("STRB (immediate)", LoadStore.SelectStore<Transfers.Byte>(form), Cycle.Store), 0),
            15 => (e.Make("LDRB (immediate)", LoadStore.SelectLoad<Transfers.Byte>(form), Cycle.Load), 0),
            16 => (e.Make("STRH (immediate)", LoadStore.SelectStore<Transfers.Halfword>(form), Cycle.Store), 1),
            _ => (e.Make("LDRH (immediate)", LoadStore.SelectLoad<Transfers.Halfword>(form), Cycle.Load), 1),
        };
        i.Rd = e.LowRegister(0);
        i.Rn = e.LowRegister(3);
        i.Immediate = (uint)e.Field(10, 6) << scale;
        return i;
    }

    public static Instruction StackRelative(Encoding e)
    {
        Instruction i = e.Bit(11)
            ? e.Make("LDR (immediate)", LoadStore.SelectLoad<Transfers.Word>(AddressingForm.Offset), Cycle.Load)
            : e.Make("STR (immediate)", LoadStore.SelectStore<Transfers.Word>(AddressingForm.Offset), Cycle.Store);
        i.Rd = e.LowRegister(8);
        i.Rn = 13;
        i.Immediate = (uint)e.Field(7, 0) << 2;
        return i;
    }

    public static Instruction Multiple(Encoding e)
    {
        uint list = (uint)e.Field(7, 0);
        byte rn = e.LowRegister(8);
        Instruction i = e.Bit(11)
            ? e.Make("LDM", LoadStoreMultiple.LoadIncrementAfter, Cycle.Multiple(list))
            : e.Make("STM", LoadStoreMultiple.StoreIncrementAfter, Cycle.Multiple(list));
        i.Rn = rn;
        i.Immediate = list;
        i.Amount = (byte)(e.Bit(11) && (list & (1u << rn)) != 0 ? 0 : 1);
        return i;
    }
}
