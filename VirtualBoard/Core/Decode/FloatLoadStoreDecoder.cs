using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Extension register load and store (A6.5). D registers are pairs of S registers; D16 and up do not exist.</summary>
internal static class FloatLoadStoreDecoder
{
    public static Instruction? Decode(Encoding e)
    {
        bool pairs = e.Bit(8), load = e.Bit(20);
        if (pairs && e.Bit(22)) return null;
        byte first = pairs ? (byte)(e.Register(12) << 1) : Coprocessor.Single(e, 12, 22);
        if (e.Bit(24) && !e.Bit(21)) return One(e, first, pairs, load);
        return (e.Bit(24), e.Bit(23), e.Bit(21)) switch
        {
            (false, true, _) or (true, false, true) => Multiple(e, first, pairs, load),
            _ => null,
        };
    }

    private static Instruction One(Encoding e, byte first, bool pairs, bool load)
    {
        uint offset = (uint)e.Field(7, 0) << 2;
        if (!e.Bit(23)) offset = 0 - offset;
        Instruction i = load ? e.Make("VLDR", FloatTransfer.Load, Cycle.Load + (pairs ? 1 : 0))
            : e.Make("VSTR", FloatTransfer.Store, Cycle.Store + (pairs ? 1 : 0));
        i.Rn = e.Register(16);
        i.Rd = first;
        i.Amount = (byte)(pairs ? 2 : 1);
        i.Immediate = i.Rn == 15 ? e.AlignedPc + offset : offset;
        return i;
    }

    private static Instruction? Multiple(Encoding e, byte first, bool pairs, bool load)
    {
        // The FLDMX form has an odd count: it moves one word less than it steps over.
        int words = pairs ? e.Field(7, 0) & ~1 : e.Field(7, 0);
        if (words == 0 || first + words > 32) return null;
        bool decrement = !e.Bit(23), stack = e.Register(16) == 13 && e.Bit(21);
        string name = load ? stack && !decrement ? "VPOP" : "VLDM" : stack && decrement ? "VPUSH" : "VSTM";
        Instruction i = e.Make(name, load ? FloatTransfer.LoadMultiple : FloatTransfer.StoreMultiple, 1 + words);
        i.Rn = e.Register(16);
        i.Rd = first;
        i.Amount = (byte)words;
        i.Ra = (byte)((e.Bit(21) ? 1 : 0) | (decrement ? 2 : 0));
        uint size = (uint)e.Field(7, 0) << 2;
        i.Immediate = decrement ? 0 - size : size;
        return i;
    }
}
