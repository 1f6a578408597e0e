namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>FPCompare: the answer is NZCV.</summary>
internal static class Comparison
{
    private const uint Equal = 0b0110;
    private const uint Less = 0b1000;
    private const uint Greater = 0b0010;
    private const uint Unordered = 0b0011;

    /// <summary>Compares two single-precision numbers.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <param name="quietIsInvalid">VCMPE: any NaN raises Invalid Operation, not only a signalling one.</param>
    /// <param name="environment">Modes and flags.</param>
    public static uint Compare(uint a, uint b, bool quietIsInvalid, ref FloatEnvironment environment)
    {
        Unpacked ua = Unpacked.From(a, ref environment), ub = Unpacked.From(b, ref environment);
        if (ua.IsNaN || ub.IsNaN)
        {
            bool signalling = ua.Kind == FloatKind.SignallingNaN || ub.Kind == FloatKind.SignallingNaN;
            if (signalling || quietIsInvalid) environment.Raise(FloatEnvironment.InvalidOperation);
            return Unordered;
        }

        long left = Order(a, ua), right = Order(b, ub);
        return left == right ? Equal : left < right ? Less : Greater;
    }

    // Bits of the same sign order like integers; both zeros are 0.
    private static long Order(uint bits, in Unpacked u) => u.IsZero ? 0 : u.Sign ? -(long)(bits & 0x7FFF_FFFF) : bits;
}
