using System.Numerics;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>32-bit encodings (ARMv7-M ARM A5.3); the FPU's are in <see cref="FloatEffects"/>.</summary>
internal static class WideEffects
{
    private const int Lr = 14;
    private const int Pc = 15;

    public static InstructionEffects Decode(uint address, uint first, uint second) => (first >> 11 & 3, first >> 9 & 3) switch
    {
        (1 or 3, 2 or 3) when (first & 0x0400) != 0 => FloatEffects.Decode(first, second),
        (1, 0) => (first & 0x40) == 0 ? Multiple(first, second) : DualExclusiveTable(first, second),
        (1, 1) => ShiftedRegister(first, second),
        (2, _) when (second & 0x8000) == 0 => (first & 0x200) == 0 ? ShiftedRegister(first, second) : PlainImmediate(first, second),
        (2, _) => BranchOrControl(address, first, second),
        (3, 0) => Single(first, second),
        (3, 1) => (first & 0x100) == 0 ? RegisterData(first, second) : Multiply(first, second),
        _ => Plain with { Rule = PcRule.Undefined },
    };

    private static InstructionEffects Plain => new() { SizeInBytes = 4 };

    private static InstructionEffects Writing(uint register, uint flags = 0) => Plain with { Writes = 1u << (int)register & 0x7FFF, Flags = flags };

    // LDM, STM, PUSH, POP.
    private static InstructionEffects Multiple(uint first, uint second)
    {
        uint rn = first & 15, back = (first & 0x20) != 0 ? 1u << (int)rn : 0;
        if ((first & 0x10) == 0) return Plain with { Writes = back, Stores = true };
        uint writes = (second & 0x7FFF) | back;
        if ((second & 0x8000) == 0) return Plain with { Writes = writes };
        bool isDecrement = (first & 0x100) != 0;
        int offset = isDecrement ? -4 : 4 * (BitOperations.PopCount(second & 0xFFFF) - 1);
        return Plain with { Writes = writes, Rule = PcRule.Load, Register = (int)rn, LoadOffset = offset };
    }

    private static InstructionEffects DualExclusiveTable(uint first, uint second)
    {
        uint rn = first & 15, rt = second >> 12, rd = second >> 8 & 15, operation = second >> 4 & 15;
        switch (first & 0xFFF0)
        {
            case 0xE840: return Writing(rd) with { Stores = true };                     // STREX
            case 0xE850: return Writing(rt);                                            // LDREX
            case 0xE8C0 when operation is 4 or 5: return Writing(second & 15) with { Stores = true };
            case 0xE8D0 when operation is 4 or 5: return Writing(rt);
            case 0xE8D0 when operation is 0 or 1:
                return Plain with { Rule = PcRule.Table, Register = (int)rn, Index = (int)(second & 15), IndexShift = (int)operation };
        }

        uint back = (first & 0x20) != 0 && rn != Pc ? 1u << (int)rn : 0;
        return (first & 0x10) == 0 ? Plain with { Writes = back, Stores = true } : Plain with { Writes = back | 1u << (int)rt | 1u << (int)rd };
    }

    // Shifted register and modified immediate share operation, S and Rd.
    private static InstructionEffects ShiftedRegister(uint first, uint second)
    {
        uint rd = second >> 8 & 15;
        uint flags = (first & 0x10) != 0 ? InstructionEffects.Nzcv : 0;
        return rd == Pc ? Plain with { Flags = flags } : Writing(rd, flags); // Rd 15: TST, TEQ, CMN, CMP
    }

    private static InstructionEffects PlainImmediate(uint first, uint second)
    {
        bool saturates = (first >> 4 & 0x1F) is 0x10 or 0x12 or 0x18 or 0x1A;
        return Writing(second >> 8 & 15, saturates ? InstructionEffects.Saturation : 0);
    }

    private static InstructionEffects BranchOrControl(uint address, uint first, uint second)
    {
        uint s = first >> 10 & 1, j1 = second >> 13 & 1, j2 = second >> 11 & 1;
        uint far = (uint)((int)(s << 31) >> 7) | (1 ^ j1 ^ s) << 23 | (1 ^ j2 ^ s) << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1;
        if ((second & 0x5000) == 0x5000) return Plain with { Rule = PcRule.Direct, Target = address + 4 + far, Writes = 1u << Lr, IsCall = true };
        if ((second & 0x5000) == 0x1000) return Plain with { Rule = PcRule.Direct, Target = address + 4 + far };
        if ((first & 0x380) != 0x380)
        {
            uint near = (uint)((int)(s << 31) >> 11) | j2 << 19 | j1 << 18 | (first & 0x3F) << 12 | (second & 0x7FF) << 1;
            return Plain with { Rule = PcRule.Conditional, Target = address + 4 + near, Condition = (int)(first >> 6 & 15) };
        }

        return (first & 0x7F0) switch
        {
            0x380 or 0x390 => Plain with { WritesSystem = true, Flags = InstructionEffects.Nzcv | InstructionEffects.Saturation | InstructionEffects.GreaterEqual }, // MSR
            0x3E0 or 0x3F0 => Writing(second >> 8 & 15),                                                // MRS
            0x7F0 => Plain with { Rule = PcRule.Undefined },                                            // UDF
            _ => Plain,                                                                                 // hints, barriers
        };
    }

    private static InstructionEffects Single(uint first, uint second)
    {
        uint rn = first & 15, rt = second >> 12;
        bool isImmediate12 = (first & 0x80) != 0;
        bool isIndexed = !isImmediate12 && rn != Pc && (second & 0x900) == 0x900;
        uint back = isIndexed ? 1u << (int)rn : 0;
        if ((first & 0x10) == 0) return Plain with { Writes = back, Stores = true };
        if (rt != Pc) return Plain with { Writes = back | 1u << (int)rt };
        if ((first & 0x60) != 0x40) return Plain; // PLD, PLI
        var load = Plain with { Rule = PcRule.Load, Register = (int)rn, Writes = back };
        if (rn == Pc) return load with { LoadOffset = isImmediate12 ? (int)(second & 0xFFF) : -(int)(second & 0xFFF) };
        if (isImmediate12) return load with { LoadOffset = (int)(second & 0xFFF) };
        if ((second & 0x800) == 0) return load with { Index = (int)(second & 15), IndexShift = (int)(second >> 4 & 3) };
        bool isPost = (second & 0x400) == 0;
        int offset = (int)(second & 0xFF);
        return load with { LoadOffset = isPost ? 0 : (second & 0x200) != 0 ? offset : -offset };
    }

    // Shifts by register, extends, parallel arithmetic, QADD, REV, CLZ, SEL.
    private static InstructionEffects RegisterData(uint first, uint second)
    {
        uint flags = (first & 0x80) == 0
            ? (second & 0xF0) == 0 && (first & 0x10) != 0 ? InstructionEffects.Nzcv : 0
            : (second & 0x80) == 0 ? InstructionEffects.GreaterEqual : InstructionEffects.Saturation;
        return Writing(second >> 8 & 15, flags);
    }

    private static InstructionEffects Multiply(uint first, uint second)
    {
        uint rd = second >> 8 & 15;
        if ((first & 0x80) == 0) return Writing(rd, InstructionEffects.Saturation);
        bool isDivision = (first & 0x70) is 0x10 or 0x30;
        return isDivision ? Writing(rd) : Plain with { Writes = 1u << (int)rd | 1u << (int)(second >> 12) };
    }
}
