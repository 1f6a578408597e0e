using System.Numerics;
using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <content>32-bit instructions (A5.3). a is the first halfword, b the second.</content>
internal static partial class ThumbDecoder
{
    private const int SecureGateway = 0xe97f;             // SG is this halfword twice; it falls into the space of dual loads
    private const int MainStackPointer = 8;               // SYSm values: B5.1.1
    private const int FloatingPointCoprocessors = 0xa;    // 10 and 11

    private static ThumbInstruction DecodeWide(uint address, int a, int b)
    {
        if (a == SecureGateway && b == SecureGateway)
            return default;
        int op2 = Field(a, 4, 7);
        switch (Field(a, 11, 2))
        {
            case 1 when (op2 & 0x64) == 0: return LoadStoreMultiple(a, b);
            case 1 when (op2 & 0x64) == 4: return DualOrExclusive(a, b);
            case 1 when (op2 & 0x60) == 0x20: return ShiftedRegister(a, b);
            case 2 when (b & 0x8000) != 0: return BranchOrControl(address, a, b);
            case 2 when (op2 & 0x20) == 0: return ModifiedImmediate(a, b);
            case 2: return PlainImmediate(address, a, b);
            case 3 when (op2 & 0x71) == 0: return StoreSingle(a, b);
            case 3 when (op2 & 0x67) == 5: return LoadWord(address, a, b);
            case 3 when (op2 & 0x65) == 1: return LoadNarrow(a, b);
            case 3 when (op2 & 0x70) == 0x20: return Clobber(Field(b, 8, 4));
            case 3 when (op2 & 0x78) == 0x30: return Clobber(Field(b, 8, 4));
            case 3 when (op2 & 0x78) == 0x38: return new(ThumbKind.Clobber) { Mask = (1 << Field(b, 8, 4) | 1 << Field(b, 12, 4)) & 0x7fff };
            default: return (op2 & 0x40) != 0 ? Coprocessor(a, b) : default;
        }
    }

    // A5.3.5
    private static ThumbInstruction LoadStoreMultiple(int a, int b)
    {
        int rn = a & 15;
        bool isLoad = Field(a, 4, 1) != 0, writesBack = Field(a, 5, 1) != 0, isDown = Field(a, 7, 2) == 2;
        if (writesBack && isDown && !isLoad)
            return new(ThumbKind.StoreMultipleDown) { Rn = rn, Mask = b & 0x5fff };
        if (writesBack && !isDown && isLoad)
            return new(ThumbKind.LoadMultipleUp) { Rn = rn, Mask = b & 0xdfff };
        int mask = (isLoad ? b & 0xdfff : 0) | (writesBack ? 1 << rn : 0);
        return (mask & 1 << Pc) != 0 ? new(ThumbKind.LoadPc) : new(ThumbKind.Clobber) { Mask = mask };
    }

    // A5.3.6
    private static ThumbInstruction DualOrExclusive(int a, int b)
    {
        bool isPre = Field(a, 8, 1) != 0, isUp = Field(a, 7, 1) != 0, writesBack = Field(a, 5, 1) != 0, isLoad = Field(a, 4, 1) != 0;
        int rn = a & 15, rt = Field(b, 12, 4), rt2 = Field(b, 8, 4);
        if (isPre || writesBack)
        {
            IndexMode mode = !isPre ? IndexMode.PostIndexed : writesBack ? IndexMode.PreIndexed : IndexMode.Offset;
            int offset = isUp ? 4 * (b & 0xff) : -4 * (b & 0xff);
            if (rn == Pc)
                return new(ThumbKind.Clobber) { Mask = isLoad ? 1 << rt | 1 << rt2 : 0 };
            return new(isLoad ? ThumbKind.Load : ThumbKind.Store) { Rd = rt, Rm = rt2, Rn = rn, Immediate = offset, Mode = mode, Count = 2 };
        }
        if (isUp && isLoad && (b & 0xffe0) == 0xf000)
            return new(ThumbKind.TableBranch) { Rn = rn, Rm = b & 15, Count = (b & 0x10) != 0 ? 2 : 1 };
        // Exclusive, acquire and release forms: a load writes Rt, a store its status register (bits 11:8 or 3:0).
        int written = isLoad ? 1 << rt : isUp ? 1 << (b & 15) : 1 << rt2;
        return new(ThumbKind.Clobber) { Mask = written & 0x7fff };
    }

    // A5.3.11: a shifted operand is not followed, an unshifted one is.
    private static ThumbInstruction ShiftedRegister(int a, int b)
    {
        int rd = Field(b, 8, 4), rn = a & 15, rm = b & 15;
        bool isShifted = (b & 0x70f0) != 0;
        switch (Field(a, 5, 4))
        {
            case 2 when rn == Pc && !isShifted: return Add(rd, rm, 0);
            case 8 when !isShifted && rd != Pc: return new(ThumbKind.AddRegister) { Rd = rd, Rn = rn, Rm = rm };
            case 13 when !isShifted && rd != Pc: return new(ThumbKind.SubtractRegister) { Rd = rd, Rn = rn, Rm = rm };
            default: return rd == Pc ? default : Clobber(rd);                       // Rd 15: TST, TEQ, CMN, CMP
        }
    }

    // A5.3.1
    private static ThumbInstruction ModifiedImmediate(int a, int b)
    {
        int rd = Field(b, 8, 4), rn = a & 15;
        uint value = ExpandImmediate(Field(a, 10, 1) << 11 | Field(b, 12, 3) << 8 | (b & 0xff));
        switch (Field(a, 5, 4))
        {
            case 2 when rn == Pc: return Constant(rd, value);
            case 3 when rn == Pc: return Constant(rd, ~value);
            case 8 when rd != Pc: return Add(rd, rn, (int)value);
            case 13 when rd != Pc: return Add(rd, rn, unchecked(-(int)value));
            default: return rd == Pc ? default : Clobber(rd);
        }
    }

    // A5.3.2
    private static uint ExpandImmediate(int imm12)
    {
        uint value = (uint)(imm12 & 0xff);
        return (imm12 >> 8) switch
        {
            0 => value,
            1 => value << 16 | value,
            2 => value << 24 | value << 8,
            3 => value << 24 | value << 16 | value << 8 | value,
            _ => BitOperations.RotateRight((uint)(imm12 & 0x7f) | 0x80, imm12 >> 7),
        };
    }

    // A5.3.3
    private static ThumbInstruction PlainImmediate(uint address, int a, int b)
    {
        int rd = Field(b, 8, 4), rn = a & 15;
        int imm12 = Field(a, 10, 1) << 11 | Field(b, 12, 3) << 8 | (b & 0xff);
        switch (Field(a, 4, 5))
        {
            case 0: return rn == Pc ? Constant(rd, Align(address) + (uint)imm12) : Add(rd, rn, imm12);
            case 10: return rn == Pc ? Constant(rd, Align(address) - (uint)imm12) : Add(rd, rn, -imm12);
            case 4: return Constant(rd, (uint)(rn << 12 | imm12));
            case 12: return new(ThumbKind.MoveTop) { Rd = rd, Immediate = rn << 12 | imm12 };
            default: return Clobber(rd);
        }
    }

    // A5.3.4
    private static ThumbInstruction BranchOrControl(uint address, int a, int b)
    {
        int sign = Field(a, 10, 1), j1 = Field(b, 13, 1), j2 = Field(b, 11, 1);
        switch (b & 0xd000)
        {
            case 0x8000 when Field(a, 7, 3) != 7:
                int near = sign << 20 | j2 << 19 | j1 << 18 | (a & 0x3f) << 12 | (b & 0x7ff) << 1;
                return new(ThumbKind.ConditionalBranch) { Target = Relative(address, SignExtend(near, 21)) };
            case 0x8000:
                return Field(a, 4, 7) switch
                {
                    0x38 or 0x39 => WriteSpecial(b & 0xff),
                    0x3e or 0x3f => Clobber(Field(b, 8, 4)),                        // MRS
                    0x7f => new(ThumbKind.Trap),                                    // UDF.W
                    _ => default,                                                   // hints, barriers
                };
            case 0xc000:
                return Clobber(Lr);                                                 // ARMv8.1-M loops count in LR
        }
        int i1 = 1 ^ j1 ^ sign, i2 = 1 ^ j2 ^ sign;
        int far = sign << 24 | i1 << 23 | i2 << 22 | (a & 0x3ff) << 12 | (b & 0x7ff) << 1;
        uint target = Relative(address, SignExtend(far, 25));
        return new((b & 0x4000) != 0 ? ThumbKind.Call : ThumbKind.Branch) { Target = target, Rm = Pc };
    }

    // MSR MSP and MSR CONTROL change SP at once. MSR PSP does so only for a thread that runs on PSP, which none does to itself (B5.2.3).
    private static ThumbInstruction WriteSpecial(int specialRegister) => specialRegister is MainStackPointer or ControlRegister ? new(ThumbKind.WriteSpecial) { Immediate = specialRegister } : default;

    // A5.3.10: only STR keeps a whole register.
    private static ThumbInstruction StoreSingle(int a, int b)
    {
        ThumbInstruction word = SingleAccess(ThumbKind.Store, a, b);
        return Field(a, 5, 2) == 2 ? word : word.Mode == IndexMode.Offset ? default : Clobber(word.Rn);
    }

    // A5.3.7
    private static ThumbInstruction LoadWord(uint address, int a, int b)
    {
        int rt = Field(b, 12, 4), rn = a & 15;
        bool isRegisterOffset = (a & 0x80) == 0 && (b & 0x800) == 0;
        if (rn == Pc)
        {
            uint literal = (a & 0x80) != 0 ? Align(address) + (uint)(b & 0xfff) : Align(address) - (uint)(b & 0xfff);
            return rt == Pc ? new(ThumbKind.LoadPc) { Rn = rn, Target = literal } : new(ThumbKind.LoadLiteral) { Rd = rt, Immediate = (int)literal };
        }
        if (isRegisterOffset)
            return rt == Pc ? new(ThumbKind.LoadPc) { Rn = rn, Rm = b & 15 } : Clobber(rt);
        return SingleAccess(ThumbKind.Load, a, b);
    }

    // A5.3.8 and A5.3.9; Rt 15 is a preload hint.
    private static ThumbInstruction LoadNarrow(int a, int b)
    {
        int rt = Field(b, 12, 4);
        ThumbInstruction access = SingleAccess(ThumbKind.Load, a, b);
        return new(ThumbKind.Clobber) { Mask = (rt == Pc ? 0 : 1 << rt) | (access.Mode == IndexMode.Offset || access.Rn == Pc ? 0 : 1 << access.Rn) };
    }

    private static ThumbInstruction SingleAccess(ThumbKind kind, int a, int b)
    {
        int rt = Field(b, 12, 4), rn = a & 15;
        if ((a & 0x80) != 0)
            return Access(kind, rt, rn, b & 0xfff);
        if ((b & 0x800) == 0)
            return default;                                                         // register offset: the place is not known
        int offset = (b & 0x200) != 0 ? b & 0xff : -(b & 0xff);
        IndexMode mode = (b & 0x400) == 0 ? IndexMode.PostIndexed : (b & 0x100) != 0 ? IndexMode.PreIndexed : IndexMode.Offset;
        return Access(kind, rt, rn, offset, mode);
    }

    // A5.3.18 and A6.4 to A6.8
    private static ThumbInstruction Coprocessor(int a, int b)
    {
        bool isFloatingPoint = (Field(b, 8, 4) & 0xe) == FloatingPointCoprocessors;
        bool isLoad = Field(a, 4, 1) != 0;
        if ((a & 0xfe00) == 0xec00 && (a & 0x1a0) != 0)
        {
            bool isPre = Field(a, 8, 1) != 0, isUp = Field(a, 7, 1) != 0, writesBack = Field(a, 5, 1) != 0, isDouble = (b & 0x100) != 0;
            if (!isFloatingPoint || !writesBack)
                return default;
            int single = isDouble ? 2 * (Field(a, 6, 1) << 4 | Field(b, 12, 4)) : Field(b, 12, 4) << 1 | Field(a, 6, 1);
            ThumbKind kind = isPre && !isUp && !isLoad ? ThumbKind.StoreSinglesDown : !isPre && isUp && isLoad ? ThumbKind.LoadSinglesUp : ThumbKind.Clobber;
            // An odd count is the FLDMX/FSTMX form: one word of padding.
            return new(kind) { Rd = single, Rn = a & 15, Count = b & 0xff, Mask = kind == ThumbKind.Clobber ? 1 << (a & 15) : 0 };
        }
        if ((a & 0xfe00) == 0xec00)
            return isLoad ? new(ThumbKind.Clobber) { Mask = (1 << Field(b, 12, 4) | 1 << (a & 15)) & 0x7fff } : default;
        // Transfers to a core register: VMOV, VMRS, MRC. Register 15 means the flags.
        bool writesCore = (a & 0xff00) == 0xee00 && (b & 0x10) != 0 && isLoad;
        return writesCore ? new(ThumbKind.Clobber) { Mask = 1 << Field(b, 12, 4) & 0x7fff } : default;
    }
}
