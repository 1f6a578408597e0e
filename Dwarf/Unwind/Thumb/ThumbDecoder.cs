using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Decodes Thumb instructions into what unwinding needs to know of them. 16-bit forms are here, 32-bit forms beside.</summary>
/// <remarks>ARMv7-M ARM, A5.2 (16-bit) and A5.3 (32-bit); ARMv6-M and ARMv8-M add nothing that moves SP in another way.</remarks>
internal static partial class ThumbDecoder
{
    /// <summary>Whether a halfword is the first of a 32-bit instruction (A5.1).</summary>
    public static bool IsWide(int first) => first >= 0xe800;

    /// <summary>Decodes one instruction; <paramref name="second"/> means nothing for a narrow one.</summary>
    public static ThumbInstruction Decode(uint address, int first, int second) => IsWide(first)
        ? DecodeWide(address, first, second) with { SizeInBytes = 4 }
        : DecodeNarrow(address, first) with { SizeInBytes = 2 };

    private static ThumbInstruction DecodeNarrow(uint address, int h) => (h >> 11) switch
    {
        0 when h >> 6 == 0 => Add(h & 7, Field(h, 3, 3), 0),                        // MOVS Rd, Rm
        0 or 1 or 2 => Clobber(h & 7),                                              // shifts
        3 => AddSubtract(h),
        4 => Constant(Field(h, 8, 3), (uint)(h & 0xff)),
        5 => default,                                                               // CMP
        6 => Add(Field(h, 8, 3), Field(h, 8, 3), h & 0xff),
        7 => Add(Field(h, 8, 3), Field(h, 8, 3), -(h & 0xff)),
        8 => (h & 0x400) == 0 ? DataProcessing(h) : HighRegister(h),
        9 => new(ThumbKind.LoadLiteral) { Rd = Field(h, 8, 3), Immediate = (int)(Align(address) + 4 * (uint)(h & 0xff)) },
        10 or 11 => Field(h, 9, 3) is 0 or 1 or 2 ? default : Clobber(h & 7),       // register offset: STR, STRH, STRB, then loads
        12 => Access(ThumbKind.Store, h & 7, Field(h, 3, 3), 4 * Field(h, 6, 5)),
        13 => Access(ThumbKind.Load, h & 7, Field(h, 3, 3), 4 * Field(h, 6, 5)),
        14 or 16 => default,                                                        // STRB, STRH
        15 or 17 => Clobber(h & 7),                                                 // LDRB, LDRH
        18 => Access(ThumbKind.Store, Field(h, 8, 3), Sp, 4 * (h & 0xff)),
        19 => Access(ThumbKind.Load, Field(h, 8, 3), Sp, 4 * (h & 0xff)),
        20 => Constant(Field(h, 8, 3), Align(address) + 4 * (uint)(h & 0xff)),      // ADR
        21 => Add(Field(h, 8, 3), Sp, 4 * (h & 0xff)),
        22 or 23 => Miscellaneous(address, h),
        24 => Clobber(Field(h, 8, 3)),                                              // STMIA
        25 => new(ThumbKind.Clobber) { Mask = (h & 0xff) | 1 << Field(h, 8, 3) },   // LDMIA
        26 or 27 => ConditionalOrTrap(address, h),
        _ => new(ThumbKind.Branch) { Target = Relative(address, SignExtend(h & 0x7ff, 11) * 2) },
    };

    private static ThumbInstruction AddSubtract(int h) => Field(h, 9, 2) switch
    {
        0 => new(ThumbKind.AddRegister) { Rd = h & 7, Rn = Field(h, 3, 3), Rm = Field(h, 6, 3) },
        1 => new(ThumbKind.SubtractRegister) { Rd = h & 7, Rn = Field(h, 3, 3), Rm = Field(h, 6, 3) },
        2 => Add(h & 7, Field(h, 3, 3), Field(h, 6, 3)),
        _ => Add(h & 7, Field(h, 3, 3), -Field(h, 6, 3)),
    };

    // TST, CMP and CMN write flags alone.
    private static ThumbInstruction DataProcessing(int h) => Field(h, 6, 4) is 8 or 10 or 11 ? default : Clobber(h & 7);

    private static ThumbInstruction HighRegister(int h)
    {
        int rd = (h & 7) | Field(h, 7, 1) << 3, rm = Field(h, 3, 4);
        switch (Field(h, 8, 2))
        {
            case 0: return rd == Pc ? new(ThumbKind.LoadPc) : new(ThumbKind.AddRegister) { Rd = rd, Rn = rd, Rm = rm };
            case 1: return default;
            case 2 when rd == Pc: return rm == Lr ? new(ThumbKind.BranchRegister) { Rm = rm } : new(ThumbKind.LoadPc);   // compilers jump through tables by MOV PC
            case 2: return Add(rd, rm, 0);
            default: return (h & 0x80) != 0 ? new(ThumbKind.Call) { Rm = rm } : new(ThumbKind.BranchRegister) { Rm = rm };
        }
    }

    // A5.2.5
    private static ThumbInstruction Miscellaneous(uint address, int h) => Field(h, 8, 4) switch
    {
        0 => Add(Sp, Sp, (h & 0x80) == 0 ? 4 * (h & 0x7f) : -4 * (h & 0x7f)),
        1 or 3 or 9 or 11 => new(ThumbKind.ConditionalBranch) { Target = Relative(address, Field(h, 9, 1) << 6 | Field(h, 3, 5) << 1) },
        2 or 10 => Clobber(h & 7),                                                  // extends, byte reversals
        4 or 5 => new(ThumbKind.StoreMultipleDown) { Rn = Sp, Mask = (h & 0xff) | Field(h, 8, 1) << Lr },
        12 or 13 => new(ThumbKind.LoadMultipleUp) { Rn = Sp, Mask = (h & 0xff) | Field(h, 8, 1) << Pc },
        15 when (h & 0xf) != 0 => new(ThumbKind.IfThen) { Count = 4 - int.TrailingZeroCount(h & 0xf) },
        _ => default,                                                               // CPS, BKPT, hints
    };

    private static ThumbInstruction ConditionalOrTrap(uint address, int h) => Field(h, 8, 4) switch
    {
        14 => new(ThumbKind.Trap),
        15 => default,                                                              // SVC
        _ => new(ThumbKind.ConditionalBranch) { Target = Relative(address, SignExtend(h & 0xff, 8) * 2) },
    };

    private static ThumbInstruction Access(ThumbKind kind, int rt, int rn, int offset, IndexMode mode = IndexMode.Offset) =>
        new(kind) { Rd = rt, Rn = rn, Immediate = offset, Mode = mode, Count = 1 };

    private static int Field(int value, int shift, int bits) => (value >> shift) & ((1 << bits) - 1);

    private static int SignExtend(int value, int bits) => value << (32 - bits) >> (32 - bits);

    // PC reads as the address of the instruction plus 4, for literals rounded down to a word.
    private static uint Align(uint address) => (address + 4) & ~3u;

    private static uint Relative(uint address, int offset) => unchecked(address + 4 + (uint)offset);
}
