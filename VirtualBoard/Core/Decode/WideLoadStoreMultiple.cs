using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Load multiple and store multiple (A5.3.5).</summary>
internal static class WideLoadStoreMultiple
{
    public static Instruction Decode(Encoding e)
    {
        uint list = (uint)e.Field(15, 0);
        byte n = e.Register(16);
        bool stack = n == 13 && e.Bit(21);
        int cycles = Cycle.Multiple(list);
        Instruction? i = (e.Field(24, 23), e.Bit(20)) switch
        {
            (1, false) => e.Make("STM", LoadStoreMultiple.StoreIncrementAfter, cycles),
            (1, true) => e.Make(stack ? "POP" : "LDM", LoadStoreMultiple.LoadIncrementAfter, cycles),
            (2, false) => e.Make(stack ? "PUSH" : "STMDB", LoadStoreMultiple.StoreDecrementBefore, cycles),
            (2, true) => e.Make("LDMDB", LoadStoreMultiple.LoadDecrementBefore, cycles),
            _ => null,
        };
        if (i is null) return e.Undefined();
        i.Rn = n;
        i.Immediate = list;
        i.Amount = (byte)(e.Bit(21) ? 1 : 0);
        return i;
    }
}
