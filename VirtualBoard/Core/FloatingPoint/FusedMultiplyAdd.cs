namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>addend + a x b with one rounding (FPMulAdd).</summary>
internal static class FusedMultiplyAdd
{
    private const uint Infinity = 0x7F80_0000;

    public static uint Compute(uint addend, uint a, uint b, ref FloatEnvironment environment)
    {
        Unpacked uc = Unpacked.From(addend, ref environment), ua = Unpacked.From(a, ref environment), ub = Unpacked.From(b, ref environment);
        bool invalidProduct = (ua.IsInfinity && ub.IsZero) || (ua.IsZero && ub.IsInfinity);
        if (TryProcessNaNs(addend, uc, a, ua, b, ub, ref environment, out uint nan))
            return uc.Kind == FloatKind.QuietNaN && invalidProduct ? NaNs.Invalid(ref environment) : nan;
        bool sign = ua.Sign != ub.Sign, infinite = ua.IsInfinity || ub.IsInfinity, zero = ua.IsZero || ub.IsZero;
        if (invalidProduct || (uc.IsInfinity && infinite && uc.Sign != sign)) return NaNs.Invalid(ref environment);
        if (uc.IsInfinity) return Arithmetic.Signed(uc.Sign, Infinity);
        if (infinite) return Arithmetic.Signed(sign, Infinity);
        if (zero && uc.IsZero) return uc.Sign == sign ? Arithmetic.Signed(sign, 0) : Arithmetic.ZeroSum(ref environment);
        if (zero) return Rounding.Pack(uc.Sign, uc.Exponent, uc.Mantissa, ref environment);
        ulong product = (ulong)ua.Mantissa * ub.Mantissa;
        int exponent = ua.Exponent + ub.Exponent;
        return uc.IsZero ? Rounding.Pack(sign, exponent, product, ref environment) : Sum(sign, exponent, product, uc, ref environment);
    }

    private static uint Sum(bool sign, int exponent, ulong product, in Unpacked addend, ref FloatEnvironment environment)
    {
        // Both at the top of 128 bits, the smaller exponent shifted right with what it loses kept in bit 0.
        UInt128 left = (UInt128)product << 72, right = (UInt128)addend.Mantissa << 72;
        int distance = exponent - addend.Exponent;
        if (distance >= 0) right = ShiftJammed(right, distance);
        else left = ShiftJammed(left, -distance);
        int unit = Math.Max(exponent, addend.Exponent) - 72;
        if (sign == addend.Sign) return PackWide(sign, unit, left + right, ref environment);
        if (left == right) return Arithmetic.ZeroSum(ref environment);
        return left > right
            ? PackWide(sign, unit, left - right, ref environment)
            : PackWide(addend.Sign, unit, right - left, ref environment);
    }

    private static UInt128 ShiftJammed(UInt128 value, int distance)
    {
        if (distance == 0) return value;
        if (distance > 127) return 1;
        UInt128 lost = value & ((UInt128.One << distance) - 1);
        return (value >> distance) | (lost != 0 ? UInt128.One : UInt128.Zero);
    }

    private static uint PackWide(bool sign, int exponent, UInt128 mantissa, ref FloatEnvironment environment)
    {
        int excess = Math.Max(0, 64 - (int)UInt128.LeadingZeroCount(mantissa));
        return Rounding.Pack(sign, exponent + excess, (ulong)ShiftJammed(mantissa, excess), ref environment);
    }

    // FPProcessNaNs3: signalling operands first, in the order addend, a, b.
    private static bool TryProcessNaNs(
        uint c, in Unpacked uc, uint a, in Unpacked ua, uint b, in Unpacked ub, ref FloatEnvironment environment, out uint result)
    {
        result = 0;
        if (!uc.IsNaN && !ua.IsNaN && !ub.IsNaN) return false;
        bool any = uc.Kind == FloatKind.SignallingNaN || ua.Kind == FloatKind.SignallingNaN || ub.Kind == FloatKind.SignallingNaN;
        FloatKind wanted = any ? FloatKind.SignallingNaN : FloatKind.QuietNaN;
        uint chosen = uc.Kind == wanted ? c : ua.Kind == wanted ? a : b;
        result = NaNs.Process(chosen, wanted, ref environment);
        return true;
    }
}
