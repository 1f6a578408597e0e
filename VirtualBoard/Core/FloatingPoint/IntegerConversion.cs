namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>Between single precision and integers or fixed point (FPToFixed, FixedToFP).</summary>
internal static class IntegerConversion
{
    /// <summary>Value x 2^fractionBits as an integer of a given width, saturated with Invalid Operation; NaN gives 0.</summary>
    /// <param name="value">Single-precision bits.</param>
    /// <param name="bits">16 or 32.</param>
    /// <param name="fractionBits">0..32.</param>
    /// <param name="isUnsigned">Range of the result.</param>
    /// <param name="mode">FPSCR's, or towards zero.</param>
    /// <param name="environment">Modes and flags.</param>
    /// <returns>Sign- or zero-extended to 32 bits.</returns>
    public static uint ToFixed(uint value, int bits, int fractionBits, bool isUnsigned, FloatRounding mode, ref FloatEnvironment environment)
    {
        Unpacked u = Unpacked.From(value, ref environment);
        if (u.IsZero) return 0;
        if (u.IsNaN)
        {
            environment.Raise(FloatEnvironment.InvalidOperation);
            return 0;
        }

        long lowest = isUnsigned ? 0 : -(1L << (bits - 1)), highest = isUnsigned ? (1L << bits) - 1 : (1L << (bits - 1)) - 1;
        int exponent = u.Exponent + fractionBits;
        bool inexact = false;
        long integer;
        if (u.IsInfinity || exponent > 16) integer = u.Sign ? lowest - 1 : highest + 1;
        else
        {
            long magnitude = exponent > 0 ? (long)u.Mantissa << exponent : Rounding.ShiftRounded(u.Mantissa, -exponent, u.Sign, mode, out inexact);
            integer = u.Sign ? -magnitude : magnitude;
        }

        if (integer < lowest || integer > highest)
        {
            environment.Raise(FloatEnvironment.InvalidOperation);
            return (uint)(integer < lowest ? lowest : highest);
        }

        if (inexact) environment.Raise(FloatEnvironment.Inexact);
        return (uint)integer;
    }

    /// <summary>Integer / 2^fractionBits, rounded as <paramref name="mode"/> says.</summary>
    public static uint FromFixed(long integer, int fractionBits, FloatRounding mode, ref FloatEnvironment environment)
    {
        if (integer == 0) return 0;
        environment.Rounding = mode;
        return Rounding.Pack(integer < 0, -fractionBits, (ulong)Math.Abs(integer), ref environment);
    }
}
