using System.Numerics;

namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>Rounding and packing (FPRound): tininess is detected before rounding.</summary>
internal static class Rounding
{
    private const int MinimumExponent = -126;
    private const int LowestQuantum = -149;

    /// <summary>Makes a single-precision number of mantissa x 2^exponent.</summary>
    /// <param name="sign">True for negative.</param>
    /// <param name="exponent">Weight of bit 0.</param>
    /// <param name="mantissa">Not 0; with at least 26 significant bits its bit 0 may stand for anything lost below it.</param>
    /// <param name="environment">Modes, and the flags raised.</param>
    public static uint Pack(bool sign, int exponent, ulong mantissa, ref FloatEnvironment environment)
    {
        uint signBit = sign ? 1u << 31 : 0;
        int top = exponent + 63 - BitOperations.LeadingZeroCount(mantissa);
        bool tiny = top < MinimumExponent;
        if (tiny && environment.FlushToZero)
        {
            environment.Raise(FloatEnvironment.UnderflowFlag);
            return signBit;
        }

        int quantum = Math.Max(top - 23, LowestQuantum);
        uint kept = ShiftRounded(mantissa, quantum - exponent, sign, environment.Rounding, out bool inexact);
        if (inexact) environment.Raise(tiny ? FloatEnvironment.Inexact | FloatEnvironment.UnderflowFlag : FloatEnvironment.Inexact);

        // The hidden bit carries into the exponent field, also when rounding went up to the next power of two.
        uint biased = kept < 0x80_0000 ? kept : (uint)((quantum + 149) << 23) + kept;
        if (biased < 0x7F80_0000) return signBit | biased;
        environment.Raise(FloatEnvironment.OverflowFlag | FloatEnvironment.Inexact);
        return signBit | (OverflowsToInfinity(sign, environment.Rounding) ? 0x7F80_0000u : 0x7F7F_FFFF);
    }

    /// <summary>mantissa / 2^shift rounded to an integer; a negative shift is exact.</summary>
    public static uint ShiftRounded(ulong mantissa, int shift, bool sign, FloatRounding mode, out bool inexact)
    {
        inexact = false;
        if (shift <= 0) return (uint)(mantissa << -shift);
        ulong kept = shift > 63 ? 0 : mantissa >> shift;
        ulong lost = shift > 63 ? mantissa : mantissa & ((1UL << shift) - 1);
        inexact = lost != 0;
        if (!inexact) return (uint)kept;
        bool up = mode switch
        {
            FloatRounding.NearestEven => IsAboveHalf(lost, shift) || (IsHalf(lost, shift) && (kept & 1) != 0),
            FloatRounding.TowardsPlusInfinity => !sign,
            FloatRounding.TowardsMinusInfinity => sign,
            _ => false,
        };
        return (uint)(up ? kept + 1 : kept);
    }

    /// <summary>Where an overflow goes: infinity, or the largest number.</summary>
    public static bool OverflowsToInfinity(bool sign, FloatRounding mode) => mode switch
    {
        FloatRounding.NearestEven => true,
        FloatRounding.TowardsPlusInfinity => !sign,
        FloatRounding.TowardsMinusInfinity => sign,
        _ => false,
    };

    private static bool IsHalf(ulong lost, int shift) => shift <= 64 && lost == 1UL << (shift - 1);

    private static bool IsAboveHalf(ulong lost, int shift) => shift <= 64 && lost > 1UL << (shift - 1);
}
