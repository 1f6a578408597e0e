namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Register contents that reach the corners: small numbers, edges of ranges, every class of floating-point number.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly uint[] Edges = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private static readonly uint[] Floats =
    [
        0x0000_0000, 0x0000_0001, 0x0000_0002, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x3380_0000, 0x3F00_0000, 0x3F7F_FFFF, 0x3F80_0000,
        0x3F80_0001, 0x4000_0000, 0x4B00_0000, 0x4B7F_FFFF, 0x4F00_0000, 0x4EFF_FFFF, 0x4F80_0000, 0x4F7F_FFFF, 0x7F7F_FFFF, 0x7F80_0000,
        0x7F80_0001, 0x7FBF_FFFF, 0x7FC0_0000, 0x7FFF_FFFF, 0x477F_E000, 0x477F_F000, 0x3880_0000, 0x387F_C000, 0x3300_0000, 0x3380_0001,
    ];

    // NaNs of both kinds, infinity, zero, a denormal and one: pairs of them meet all rules of precedence.
    private static readonly uint[] Specials = [0, 0x0000_0100, 0x3F80_0000, 0x7F80_0000, 0x7F80_0001, 0x7FA1_2345, 0x7FC0_0001, 0x7FF5_4321];

    private bool _special;

    /// <summary>Chooses, for the next instruction, between numbers of all kinds and special ones only.</summary>
    public void Shuffle() => _special = random.Next(4) == 0;

    public uint Word() => random.Next(4) switch
    {
        0 => Edges[random.Next(Edges.Length)],
        1 => (uint)random.Next(256) | ((uint)random.Next(256) << (8 * random.Next(4))),
        _ => (uint)random.NextInt64(1L << 32),
    };

    public uint Float()
    {
        uint sign = (uint)random.Next(2) << 31;
        if (_special) return Specials[random.Next(Specials.Length)] | sign;
        return random.Next(8) switch
        {
            0 or 1 => Floats[random.Next(Floats.Length)] | sign,
            2 => ((uint)random.Next(0x80_0000) >> random.Next(23)) | sign,
            3 => Exponent(96 + random.Next(64)) | sign,
            4 => Exponent(120 + random.Next(14)) & ~(uint.MaxValue >> (9 + random.Next(23))) | sign,
            5 => Exponent(random.Next(2) == 0 ? random.Next(30) : 225 + random.Next(30)) | sign,
            6 => (uint)random.NextInt64(1L << 32),
            _ => BitConverter.SingleToUInt32Bits(random.Next(-70_000, 70_000) / (float)(1 << random.Next(18))),
        };
    }

    /// <summary>All modes, flags clear three times of four so that setting them shows.</summary>
    public uint Fpscr()
    {
        uint value = (uint)random.Next(4) << 22;
        if (random.Next(4) == 0) value |= 1 << 24;
        if (random.Next(4) == 0) value |= 1 << 25;
        if (random.Next(4) == 0) value |= 1 << 26;
        if (random.Next(4) == 0) value |= (uint)random.Next(256) & 0x9F;
        return value | ((uint)random.Next(16) << 28);
    }

    private uint Exponent(int biased) => ((uint)biased << 23) | (uint)random.Next(0x80_0000);
}
