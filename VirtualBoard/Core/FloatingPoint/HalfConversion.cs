using System.Numerics;

namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>Between half and single precision (FPHalfToSingle, FPSingleToHalf), IEEE or alternative format.</summary>
internal static class HalfConversion
{
    private const int LowestHalfQuantum = -24;
    private const int MinimumHalfExponent = -14;

    public static uint ToSingle(uint half, ref FloatEnvironment environment)
    {
        bool sign = (half & 0x8000) != 0;
        uint exponent = (half >> 10) & 0x1F, fraction = half & 0x3FF;
        if (exponent == 0x1F && !environment.AlternativeHalf)
        {
            if (fraction == 0) return Arithmetic.Signed(sign, 0x7F80_0000);
            FloatKind kind = (fraction & 0x200) != 0 ? FloatKind.QuietNaN : FloatKind.SignallingNaN;
            return NaNs.Process(Arithmetic.Signed(sign, 0x7F80_0000 | (fraction << 13)), kind, ref environment);
        }

        if (exponent != 0) return Arithmetic.Signed(sign, ((exponent + 112) << 23) | (fraction << 13));
        if (fraction == 0) return Arithmetic.Signed(sign, 0);

        // A half-precision denormal is a normal single: flush-to-zero does not apply to it.
        int shift = BitOperations.LeadingZeroCount(fraction) - 21;
        return Arithmetic.Signed(sign, ((uint)(113 - shift) << 23) | (((fraction << shift) & 0x3FF) << 13));
    }

    public static uint FromSingle(uint single, ref FloatEnvironment environment)
    {
        Unpacked u = Unpacked.From(single, ref environment);
        uint sign = u.Sign ? 0x8000u : 0;
        bool alternative = environment.AlternativeHalf;
        if (u.IsNaN)
        {
            if (u.Kind == FloatKind.SignallingNaN || alternative) environment.Raise(FloatEnvironment.InvalidOperation);
            if (alternative) return sign;
            return environment.DefaultNaN ? 0x7E00 : sign | 0x7E00 | ((u.Mantissa >> 13) & 0x1FF);
        }

        if (u.IsInfinity)
        {
            if (!alternative) return sign | 0x7C00;
            environment.Raise(FloatEnvironment.InvalidOperation);
            return sign | 0x7FFF;
        }

        return u.IsZero ? sign : sign | Round(u, ref environment);
    }

    private static uint Round(in Unpacked u, ref FloatEnvironment environment)
    {
        int top = u.Exponent + 31 - BitOperations.LeadingZeroCount(u.Mantissa);
        bool tiny = top < MinimumHalfExponent;
        int quantum = Math.Max(top - 10, LowestHalfQuantum);
        uint kept = Rounding.ShiftRounded(u.Mantissa, quantum - u.Exponent, u.Sign, environment.Rounding, out bool inexact);
        uint biased = kept < 0x400 ? kept : (uint)((quantum + 24) << 10) + kept;
        if (environment.AlternativeHalf && biased >= 0x8000)
        {
            // The alternative format has no infinity: out of range is invalid, and not inexact.
            environment.Raise(FloatEnvironment.InvalidOperation);
            return 0x7FFF;
        }

        if (inexact) environment.Raise(tiny ? FloatEnvironment.Inexact | FloatEnvironment.UnderflowFlag : FloatEnvironment.Inexact);
        if (environment.AlternativeHalf || biased < 0x7C00) return biased;
        environment.Raise(FloatEnvironment.OverflowFlag | FloatEnvironment.Inexact);
        return Rounding.OverflowsToInfinity(u.Sign, environment.Rounding) ? 0x7C00u : 0x7BFF;
    }
}
