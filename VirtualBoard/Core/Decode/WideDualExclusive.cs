using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Load/store dual, exclusive, table branch (A5.3.6).</summary>
internal static class WideDualExclusive
{
    public static Instruction Decode(Encoding e) => (e.Field(24, 23), e.Field(21, 20)) switch
    {
        (0, 0) => Exclusive(e, e.Make("STREX", LoadStoreExclusive.Store<Transfers.Word>, Cycle.Store), 3),
        (0, 1) => Exclusive(e, e.Make("LDREX", LoadStoreExclusive.Load<Transfers.Word>, Cycle.Load), 3),
        (1, 0) => NarrowStore(e),
        (1, 1) => NarrowLoadOrTable(e),
        _ => Dual(e),
    };

    private static Instruction Exclusive(Encoding e, Instruction i, byte alignmentMask)
    {
        i.Rn = e.Register(16);
        i.Ra = e.Register(12);
        i.Rd = e.Register(8);
        i.Amount = alignmentMask;
        i.Immediate = (uint)e.Field(7, 0) << 2;
        return i;
    }

    private static Instruction NarrowStore(Encoding e)
    {
        if (e.Field(7, 4) is not (4 or 5)) return e.Undefined();
        bool half = e.Bit(4);
        Instruction i = half
            ? e.Make("STREXH", LoadStoreExclusive.Store<Transfers.Halfword>, Cycle.Store)
            : e.Make("STREXB", LoadStoreExclusive.Store<Transfers.Byte>, Cycle.Store);
        i = Exclusive(e, i, (byte)(half ? 1 : 0));
        i.Rd = e.Register(0);
        i.Immediate = 0;
        return i;
    }

    private static Instruction NarrowLoadOrTable(Encoding e)
    {
        Instruction? i = e.Field(7, 4) switch
        {
            0 => e.Make("TBB", BranchOperations.TableBranchByte, Cycle.TableBranch),
            1 => e.Make("TBH", BranchOperations.TableBranchHalfword, Cycle.TableBranch),
            4 => e.Make("LDREXB", LoadStoreExclusive.Load<Transfers.Byte>, Cycle.Load),
            5 => e.Make("LDREXH", LoadStoreExclusive.Load<Transfers.Halfword>, Cycle.Load),
            _ => null,
        };
        if (i is null) return e.Undefined();
        i = Exclusive(e, i, (byte)(e.Field(7, 4) == 5 ? 1 : 0));
        i.Rm = e.Register(0);
        i.Immediate = 0;
        return i;
    }

    private static Instruction Dual(Encoding e)
    {
        bool load = e.Bit(20), preIndexed = e.Bit(24), writeBack = e.Bit(21);
        uint offset = (uint)e.Field(7, 0) << 2;
        if (!e.Bit(23)) offset = 0 - offset;
        Instruction i;
        if (load && e.Register(16) == 15)
        {
            i = e.Make("LDRD (literal)", LoadStoreDual.Load<Addressing.Literal>, Cycle.Dual);
            i.Immediate = e.AlignedPc + offset;
        }
        else
        {
            i = e.Make(load ? "LDRD (immediate)" : "STRD (immediate)", SelectDual(load, preIndexed, writeBack), Cycle.Dual);
            i.Immediate = offset;
        }

        i.Rn = e.Register(16);
        i.Rd = e.Register(12);
        i.Ra = e.Register(8);
        return i;
    }

    private static Operation SelectDual(bool load, bool preIndexed, bool writeBack) => (load, preIndexed, writeBack) switch
    {
        (true, true, false) => LoadStoreDual.Load<Addressing.Offset>,
        (true, true, true) => LoadStoreDual.Load<Addressing.PreIndexed>,
        (true, false, _) => LoadStoreDual.Load<Addressing.PostIndexed>,
        (false, true, false) => LoadStoreDual.Store<Addressing.Offset>,
        (false, true, true) => LoadStoreDual.Store<Addressing.PreIndexed>,
        _ => LoadStoreDual.Store<Addressing.PostIndexed>,
    };
}
