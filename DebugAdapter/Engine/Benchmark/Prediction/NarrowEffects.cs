namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>16-bit encodings (ARMv7-M ARM A5.2). Flag-setting forms inside an IT block set none; the judge knows that.</summary>
internal static class NarrowEffects
{
    private const int Sp = 13;
    private const int Lr = 14;
    private const int Pc = 15;

    public static InstructionEffects Decode(uint address, uint hw) => (hw >> 10) switch
    {
        < 0b010000 => Immediate(hw),
        0b010000 => DataProcessing(hw),
        0b010001 => Special(hw),
        0b010010 or 0b010011 => Writing(hw >> 8 & 7),                                       // LDR literal
        >= 0b010100 and < 0b100110 => LoadStore(hw),
        0b100110 or 0b100111 => Writing(hw >> 8 & 7),                                       // LDR SP-relative
        >= 0b101000 and < 0b101100 => Writing(hw >> 8 & 7),                                 // ADR, ADD Rd, SP
        >= 0b101100 and < 0b110000 => Miscellaneous(address, hw),
        0b110000 or 0b110001 => new() { SizeInBytes = 2, Writes = 1u << (int)(hw >> 8 & 7), Stores = true }, // STM
        0b110010 or 0b110011 => new() { SizeInBytes = 2, Writes = (hw & 0xFF) | 1u << (int)(hw >> 8 & 7) },   // LDM
        >= 0b110100 and < 0b111000 => Conditional(address, hw),
        _ => Jump(address, PcRule.Direct, Signed(hw & 0x7FF, 11) * 2),
    };

    private static InstructionEffects Plain => new() { SizeInBytes = 2 };

    private static InstructionEffects Writing(uint register, uint flags = 0) => new() { SizeInBytes = 2, Writes = 1u << (int)register, Flags = flags };

    private static InstructionEffects Jump(uint address, PcRule rule, int offset, int condition = 0, int register = -1) =>
        new() { SizeInBytes = 2, Rule = rule, Target = (uint)(address + 4 + offset), Condition = condition, Register = register };

    private static int Signed(uint value, int bits) => (int)(value << (32 - bits)) >> (32 - bits);

    // Shift, add, subtract, move and compare with immediates.
    private static InstructionEffects Immediate(uint hw)
    {
        if (hw >> 13 == 0) return Writing(hw & 7, InstructionEffects.Nzcv);
        return (hw >> 11 & 3) == 1 ? Plain with { Flags = InstructionEffects.Nzcv } : Writing(hw >> 8 & 7, InstructionEffects.Nzcv);
    }

    private static InstructionEffects DataProcessing(uint hw) => (hw >> 6 & 15) is 8 or 10 or 11 // TST, CMP, CMN
        ? Plain with { Flags = InstructionEffects.Nzcv }
        : Writing(hw & 7, InstructionEffects.Nzcv);

    private static InstructionEffects Special(uint hw)
    {
        int rd = (int)((hw >> 4 & 8) | (hw & 7)), rm = (int)(hw >> 3 & 15);
        switch (hw >> 8 & 3)
        {
            case 0: // ADD
                return rd == Pc ? Plain with { Rule = PcRule.AddRegister, Register = rm } : Writing((uint)rd);
            case 1: // CMP
                return Plain with { Flags = InstructionEffects.Nzcv };
            case 2: // MOV
                return rd == Pc ? Plain with { Rule = PcRule.Register, Register = rm } : Writing((uint)rd);
            default: // BX, BLX
                bool isCall = (hw & 0x80) != 0;
                return Plain with { Rule = PcRule.Register, Register = rm, IsCall = isCall, Writes = isCall ? 1u << Lr : 0 };
        }
    }

    private static InstructionEffects LoadStore(uint hw)
    {
        bool isLoad = hw >> 12 == 5 ? (hw >> 9 & 7) >= 3 : (hw >> 11 & 1) == 1;
        if (!isLoad) return Plain with { Stores = true };
        return Writing(hw >> 12 == 9 ? hw >> 8 & 7 : hw & 7);
    }

    private static InstructionEffects Miscellaneous(uint address, uint hw)
    {
        if ((hw & 0x0500) == 0x0100) // CBZ, CBNZ: 1011 x0x1
            return Jump(address, PcRule.CompareZero, (int)((hw >> 3 & 0x40) | (hw >> 2 & 0x3E)), (int)(hw >> 11 & 1), (int)(hw & 7));
        switch (hw >> 8 & 15)
        {
            case 0: // ADD SP, SUB SP
                return Writing(Sp);
            case 2 or 10: // SXTH ... UXTB, REV ... REVSH
                return Writing(hw & 7);
            case 4 or 5: // PUSH
                return Writing(Sp) with { Stores = true };
            case 6: // CPS
                return Plain with { WritesSystem = true };
            case 12: // POP
                return Plain with { Writes = (hw & 0xFF) | 1u << Sp };
            case 13:
                return Plain with
                {
                    Writes = (hw & 0xFF) | 1u << Sp, Rule = PcRule.Load, Register = Sp, LoadOffset = 4 * System.Numerics.BitOperations.PopCount(hw & 0xFF),
                };
            case 14:
                return Plain with { Rule = PcRule.Breakpoint };
            case 15: // IT, hints
                return (hw & 15) != 0 ? Plain with { ItState = hw & 0xFF } : Plain;
            default:
                return Plain with { Rule = PcRule.Undefined };
        }
    }

    private static InstructionEffects Conditional(uint address, uint hw) => (hw >> 8 & 15) switch
    {
        14 => Plain with { Rule = PcRule.Undefined },
        15 => Plain with { Rule = PcRule.SupervisorCall },
        var condition => Jump(address, PcRule.Conditional, Signed(hw & 0xFF, 8) * 2, (int)condition),
    };
}
