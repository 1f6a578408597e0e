namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>A number taken apart: a finite one is Mantissa x 2^Exponent, exactly.</summary>
internal readonly record struct Unpacked(FloatKind Kind, bool Sign, int Exponent, uint Mantissa)
{
    private const int LowestExponent = -149;

    public bool IsNaN => Kind >= FloatKind.QuietNaN;

    public bool IsInfinity => Kind == FloatKind.Infinity;

    public bool IsZero => Kind == FloatKind.Zero;

    /// <summary>FPUnpack: with flush-to-zero a denormal is a zero and raises IDC.</summary>
    public static Unpacked From(uint bits, ref FloatEnvironment environment)
    {
        bool sign = bits >> 31 != 0;
        uint exponent = (bits >> 23) & 0xFF, fraction = bits & 0x7F_FFFF;
        if (exponent == 0xFF)
        {
            if (fraction == 0) return new Unpacked(FloatKind.Infinity, sign, 0, 0);
            return new Unpacked((fraction & 0x40_0000) != 0 ? FloatKind.QuietNaN : FloatKind.SignallingNaN, sign, 0, fraction);
        }

        if (exponent != 0) return new Unpacked(FloatKind.Finite, sign, (int)exponent - 150, fraction | 0x80_0000);
        if (fraction == 0) return new Unpacked(FloatKind.Zero, sign, 0, 0);
        if (!environment.FlushToZero) return new Unpacked(FloatKind.Finite, sign, LowestExponent, fraction);
        environment.Raise(FloatEnvironment.InputDenormal);
        return new Unpacked(FloatKind.Zero, sign, 0, 0);
    }

    /// <summary>The same value with bit 23 of the mantissa set; for finite numbers.</summary>
    public Unpacked Normalized()
    {
        int shift = System.Numerics.BitOperations.LeadingZeroCount(Mantissa) - 8;
        return this with { Exponent = Exponent - shift, Mantissa = Mantissa << shift };
    }
}
