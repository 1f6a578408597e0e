namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>Coprocessors 10 and 11: FPv4-SP (ARMv7-M ARM A6.4 to A6.7).</summary>
internal static class FloatEffects
{
    private const int Pc = 15;

    public static InstructionEffects Decode(uint first, uint second)
    {
        if ((second >> 9 & 7) != 5) return new() { SizeInBytes = 4, Rule = PcRule.Undefined };
        bool isDouble = (second & 0x100) != 0;
        InstructionEffects effects = (first & 0xFF00) switch
        {
            0xEE00 when (second & 0x10) == 0 => Arithmetic(first, second),
            0xEE00 => Transfer(first, second, isDouble),
            0xEC00 when (first & 0xFFE0) == 0xEC40 => TransferTwo(first, second, isDouble),
            0xEC00 or 0xED00 => LoadStore(first, second, isDouble),
            _ => Plain with { Rule = PcRule.Undefined },
        };
        return effects with { IsFloat = true };
    }

    private static InstructionEffects Plain => new() { SizeInBytes = 4 };

    private static uint Single(uint number) => 1u << (int)(number & 31);

    private static InstructionEffects Arithmetic(uint first, uint second)
    {
        uint destination = Single((second >> 11 & 0x1E) | (first >> 6 & 1));
        uint operation = first >> 4 & 0xB;
        if (operation != 0xB) return Plain with { FloatWrites = destination, Fpscr = FpscrUse.Cumulative };
        uint kind = first & 15;
        if ((second & 0x40) == 0) return Plain with { FloatWrites = destination };              // VMOV immediate
        if (kind is 4 or 5) return Plain with { Fpscr = FpscrUse.Compare };                     // VCMP, VCMPE
        bool isMove = kind == 0 || (kind == 1 && (second & 0x80) == 0);                         // VMOV, VABS, VNEG
        return Plain with { FloatWrites = destination, Fpscr = isMove ? FpscrUse.None : FpscrUse.Cumulative };
    }

    // One core register: VMOV, VMRS, VMSR.
    private static InstructionEffects Transfer(uint first, uint second, bool isScalar)
    {
        uint rt = second >> 12;
        bool toCore = (first & 0x10) != 0;
        if (!isScalar && (first & 0xE0) == 0xE0)
        {
            if (!toCore) return Plain with { Fpscr = FpscrUse.Write, Register = (int)rt };
            return rt == Pc ? Plain with { Flags = InstructionEffects.Nzcv } : Plain with { Writes = 1u << (int)rt };
        }

        if (toCore) return Plain with { Writes = 1u << (int)rt };
        uint number = isScalar ? (first & 15) << 1 | (first >> 5 & 1) : (first & 15) << 1 | (second >> 7 & 1);
        return Plain with { FloatWrites = Single(number) };
    }

    private static InstructionEffects TransferTwo(uint first, uint second, bool isDouble)
    {
        if ((first & 0x10) != 0) return Plain with { Writes = 1u << (int)(second >> 12) | 1u << (int)(first & 15) };
        uint number = (second & 15) << 1 | (isDouble ? 0 : second >> 5 & 1);
        return Plain with { FloatWrites = Single(number) | Single(number + 1) };
    }

    private static InstructionEffects LoadStore(uint first, uint second, bool isDouble)
    {
        bool writesBack = (first & 0x20) != 0, isLoad = (first & 0x10) != 0;
        bool isMultiple = (first & 0x100) == 0 || writesBack;
        uint start = (second >> 11 & 0x1E) | (isDouble ? 0 : first >> 6 & 1);
        uint count = isMultiple ? second & 0xFF : isDouble ? 2u : 1u;
        uint registers = 0;
        for (uint k = 0; k < Math.Min(count, 32); k++) registers |= Single(start + k);
        uint back = writesBack ? 1u << (int)(first & 15) : 0;
        return isLoad ? Plain with { FloatWrites = registers, Writes = back } : Plain with { Writes = back, Stores = true };
    }
}
