namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>Add, subtract, multiply, divide and square root in single precision, exact in all modes and flags (A2.5).</summary>
internal static class Arithmetic
{
    private const uint SignBit = 1u << 31;
    private const uint Infinity = 0x7F80_0000;

    public static uint Negate(uint value) => value ^ SignBit;

    public static uint Add(uint a, uint b, ref FloatEnvironment environment) => AddSigned(a, b, false, ref environment);

    public static uint Subtract(uint a, uint b, ref FloatEnvironment environment) => AddSigned(a, b, true, ref environment);

    public static uint Multiply(uint a, uint b, ref FloatEnvironment environment)
    {
        Unpacked ua = Unpacked.From(a, ref environment), ub = Unpacked.From(b, ref environment);
        if (NaNs.TryProcess(a, ua, b, ub, ref environment, out uint nan)) return nan;
        bool sign = ua.Sign != ub.Sign;
        if (ua.IsInfinity || ub.IsInfinity)
            return ua.IsZero || ub.IsZero ? NaNs.Invalid(ref environment) : Signed(sign, Infinity);
        if (ua.IsZero || ub.IsZero) return Signed(sign, 0);
        return Rounding.Pack(sign, ua.Exponent + ub.Exponent, (ulong)ua.Mantissa * ub.Mantissa, ref environment);
    }

    public static uint Divide(uint a, uint b, ref FloatEnvironment environment)
    {
        Unpacked ua = Unpacked.From(a, ref environment), ub = Unpacked.From(b, ref environment);
        if (NaNs.TryProcess(a, ua, b, ub, ref environment, out uint nan)) return nan;
        bool sign = ua.Sign != ub.Sign;
        if ((ua.IsInfinity && ub.IsInfinity) || (ua.IsZero && ub.IsZero)) return NaNs.Invalid(ref environment);
        if (ua.IsInfinity || ub.IsZero)
        {
            if (!ua.IsInfinity) environment.Raise(FloatEnvironment.DivideByZero);
            return Signed(sign, Infinity);
        }

        if (ua.IsZero || ub.IsInfinity) return Signed(sign, 0);
        ua = ua.Normalized();
        ub = ub.Normalized();
        (ulong quotient, ulong remainder) = Math.DivRem((ulong)ua.Mantissa << 39, ub.Mantissa);
        return Rounding.Pack(sign, ua.Exponent - ub.Exponent - 39, quotient | (remainder != 0 ? 1u : 0), ref environment);
    }

    public static uint SquareRoot(uint value, ref FloatEnvironment environment)
    {
        Unpacked u = Unpacked.From(value, ref environment);
        if (u.IsNaN) return NaNs.Process(value, u.Kind, ref environment);
        if (u.IsZero) return Signed(u.Sign, 0);
        if (u.Sign) return NaNs.Invalid(ref environment);
        if (u.IsInfinity) return Infinity;
        u = u.Normalized();

        // An even exponent after scaling by 2^38 or 2^37: the root has 31 bits.
        int shift = (u.Exponent & 1) == 0 ? 38 : 37;
        ulong scaled = (ulong)u.Mantissa << shift;
        ulong root = (ulong)Math.Sqrt(scaled);
        while (root * root > scaled) root--;
        while ((root + 1) * (root + 1) <= scaled) root++;
        return Rounding.Pack(false, (u.Exponent - shift) / 2, root | (root * root != scaled ? 1u : 0), ref environment);
    }

    internal static uint Signed(bool sign, uint magnitude) => sign ? magnitude | SignBit : magnitude;

    /// <summary>The sign of an exact zero sum of operands with different signs.</summary>
    internal static uint ZeroSum(ref FloatEnvironment environment) =>
        Signed(environment.Rounding == FloatRounding.TowardsMinusInfinity, 0);

    private static uint AddSigned(uint a, uint b, bool subtract, ref FloatEnvironment environment)
    {
        Unpacked ua = Unpacked.From(a, ref environment), ub = Unpacked.From(b, ref environment);
        if (NaNs.TryProcess(a, ua, b, ub, ref environment, out uint nan)) return nan;
        bool signB = ub.Sign != subtract;
        if (ua.IsInfinity && ub.IsInfinity && ua.Sign != signB) return NaNs.Invalid(ref environment);
        if (ua.IsInfinity) return Signed(ua.Sign, Infinity);
        if (ub.IsInfinity) return Signed(signB, Infinity);
        if (ua.IsZero && ub.IsZero) return ua.Sign == signB ? Signed(signB, 0) : ZeroSum(ref environment);
        if (ua.IsZero) return Rounding.Pack(signB, ub.Exponent, ub.Mantissa, ref environment);
        if (ub.IsZero) return Rounding.Pack(ua.Sign, ua.Exponent, ua.Mantissa, ref environment);
        return AddFinite(ua, ub with { Sign = signB }, ref environment);
    }

    private static uint AddFinite(in Unpacked a, in Unpacked b, ref FloatEnvironment environment)
    {
        (Unpacked high, Unpacked low) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        int distance = high.Exponent - low.Exponent;

        // 38 guard bits: more than the 24 that cancellation can consume when the distance is small enough to be exact.
        const int Guard = 38;
        ulong upper = (ulong)high.Mantissa << Guard, lower = (ulong)low.Mantissa << Guard;
        lower = distance > 63 ? 1 : (lower >> distance) | ((lower & ((1UL << distance) - 1)) != 0 ? 1u : 0);
        int exponent = high.Exponent - Guard;
        if (high.Sign == low.Sign) return Rounding.Pack(high.Sign, exponent, upper + lower, ref environment);
        if (upper == lower) return ZeroSum(ref environment);
        return upper > lower
            ? Rounding.Pack(high.Sign, exponent, upper - lower, ref environment)
            : Rounding.Pack(low.Sign, exponent, lower - upper, ref environment);
    }
}
