using static RspDebug.DebugAdapter.Engine.Disassembly.ThumbFlowKind;

namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>32-bit encodings, ARMv7-M ARM A5.3.</summary>
internal static class ThumbFlow32
{
    private const int Pc = 15;
    private const int Sp = 13;

    public static ThumbFlow Decode(uint address, uint first, uint second) => (first >> 11) switch
    {
        0b11110 when second >> 15 == 1 => BranchOrControl(address, first, second),
        0b11101 or 0b11111 when (first & 0x0400) != 0 && (first & 0xEC00) == 0xEC00 => Coprocessor(address, first, second),
        0b11101 when (first & 0xFE00) == 0xE800 => MultipleDualExclusive(address, first, second),
        0b11111 when (first & 0xFE00) == 0xF800 => LoadStore(address, first, second),
        _ => Plain(address),
    };

    private static ThumbFlow Plain(uint address, ThumbTraits traits = ThumbTraits.None, int register = -1) =>
        new(address, 4, Sequential, traits, 0, register);

    // A5.3.4 Branches and miscellaneous control.
    private static ThumbFlow BranchOrControl(uint address, uint first, uint second)
    {
        uint s = first >> 10 & 1, j1 = second >> 13 & 1, j2 = second >> 11 & 1;
        uint i1 = ~(j1 ^ s) & 1, i2 = ~(j2 ^ s) & 1;
        int Far() => ThumbFlow.SignExtend(s << 24 | i1 << 23 | i2 << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1, 25);

        switch (second >> 12 & 5)
        {
            case 5: // BL
                return new(address, 4, Call, ThumbTraits.None, (uint)(address + 4 + Far()), -1);
            case 1: // B.W (T4)
                return new(address, 4, Branch, ThumbTraits.None, (uint)(address + 4 + Far()), -1);
            case 0 when (first >> 7 & 7) != 7: // B<cond>.W (T3): no I1/I2 mixing
                int near = ThumbFlow.SignExtend(s << 20 | j2 << 19 | j1 << 18 | (first & 0x3F) << 12 | (second & 0x7FF) << 1, 21);
                return new(address, 4, ConditionalBranch, ThumbTraits.None, (uint)(address + 4 + near), -1);
        }

        if ((first & 0xFFF0) == 0xF7F0 && (second & 0xF000) == 0xA000)
            return new(address, 4, Undefined, ThumbTraits.None, 0, -1);                        // UDF.W
        if ((first & 0xFFE0) == 0xF380)
            return Plain(address, ThumbTraits.WritesSystemRegister);                           // MSR
        if (first == 0xF3AF && (second & 0xFFFF) is 0x8002 or 0x8003)
            return Plain(address, ThumbTraits.Waits);                                          // WFE.W, WFI.W
        return Plain(address);
    }

    private static ThumbFlow Coprocessor(uint address, uint first, uint second)
    {
        if ((second >> 9 & 7) != 5) // coprocessor 10 or 11: 0b101x
            return Plain(address);
        ThumbTraits traits = ThumbTraits.FloatingPoint;
        bool isLoadStore = (first & 0xFE00) is 0xEC00 && (first & 0xFFE0) != 0xEC40;
        bool isStore = isLoadStore && (first & 0x10) == 0 || (first & 0xFF00) == 0xED00 && (first & 0x10) == 0;
        return Plain(address, isStore ? traits | ThumbTraits.Store : traits, isStore ? (int)(first & 15) : -1);
    }

    // A5.3.5 load/store multiple, A5.3.6 dual, exclusive, table branch.
    private static ThumbFlow MultipleDualExclusive(uint address, uint first, uint second)
    {
        int rn = (int)(first & 15);
        bool isLoad = (first & 0x10) != 0;
        if ((first & 0x40) == 0) // LDM/STM/PUSH/POP
        {
            bool loadsPc = isLoad && second >> 15 == 1;
            if (loadsPc)
                return new(address, 4, IndirectBranch, rn == Sp ? ThumbTraits.Return : ThumbTraits.None, 0, -1);
            return isLoad ? Plain(address) : Plain(address, ThumbTraits.Store, rn);
        }

        if ((first & 0xFFF0) == 0xE8D0 && (second & 0xFFE0) == 0xF000)
            return new(address, 4, TableBranch, ThumbTraits.None, 0, rn);
        bool exclusive = (first & 0xFFE0) == 0xE840 || (first & 0xFFE0) == 0xE8C0 && (second >> 4 & 0xF) is 4 or 5 or 7;
        if (exclusive)
            return isLoad ? Plain(address, ThumbTraits.ExclusiveLoad) : Plain(address, ThumbTraits.ExclusiveStore | ThumbTraits.Store, rn);
        return isLoad ? Plain(address) : Plain(address, ThumbTraits.Store, rn);
    }

    // A5.3.7 to A5.3.10 single loads and stores.
    private static ThumbFlow LoadStore(uint address, uint first, uint second)
    {
        int rn = (int)(first & 15);
        if ((first & 0x10) == 0)
            return Plain(address, ThumbTraits.Store, rn);
        bool isWord = (first >> 5 & 3) == 2;
        bool loadsPc = isWord && (int)(second >> 12) == Pc;
        if (!loadsPc)
            return Plain(address);
        bool popsPc = rn == Sp && (second & 0xF00) == 0xB00; // LDR pc,[sp],#imm
        return new(address, 4, IndirectBranch, popsPc ? ThumbTraits.Return : ThumbTraits.None, 0, -1);
    }
}
