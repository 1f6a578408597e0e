using RspDebug.VirtualBoard.Core.FloatingPoint;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>FPv4-SP arithmetic. Negation flips the sign of NaNs too, and the chained forms round twice (A7.7.251).</summary>
internal static class FloatOperations
{
    private const uint SignBit = 1u << 31;

    internal readonly struct Add : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.Add(n, m, ref environment);
    }

    internal readonly struct Subtract : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.Subtract(n, m, ref environment);
    }

    internal readonly struct Multiply : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.Multiply(n, m, ref environment);
    }

    internal readonly struct MultiplyNegate : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.Multiply(n, m, ref environment) ^ SignBit;
    }

    internal readonly struct Divide : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.Divide(n, m, ref environment);
    }

    internal readonly struct MultiplyAccumulate : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            Arithmetic.Add(d, Arithmetic.Multiply(n, m, ref environment), ref environment);
    }

    internal readonly struct MultiplySubtract : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            Arithmetic.Add(d, Arithmetic.Multiply(n, m, ref environment) ^ SignBit, ref environment);
    }

    internal readonly struct NegateMultiplyAccumulate : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            Arithmetic.Add(d ^ SignBit, Arithmetic.Multiply(n, m, ref environment) ^ SignBit, ref environment);
    }

    internal readonly struct NegateMultiplySubtract : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            Arithmetic.Add(d ^ SignBit, Arithmetic.Multiply(n, m, ref environment), ref environment);
    }

    internal readonly struct FusedAdd : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => FusedMultiplyAdd.Compute(d, n, m, ref environment);
    }

    internal readonly struct FusedSubtract : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            FusedMultiplyAdd.Compute(d, n ^ SignBit, m, ref environment);
    }

    internal readonly struct FusedNegateAdd : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            FusedMultiplyAdd.Compute(d ^ SignBit, n ^ SignBit, m, ref environment);
    }

    internal readonly struct FusedNegateSubtract : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) =>
            FusedMultiplyAdd.Compute(d ^ SignBit, n, m, ref environment);
    }

    internal readonly struct SquareRoot : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => Arithmetic.SquareRoot(m, ref environment);
    }

    internal readonly struct Move : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => m;
    }

    internal readonly struct Absolute : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => m & ~SignBit;
    }

    internal readonly struct Negate : IFloatOperation
    {
        public static uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment) => m ^ SignBit;
    }
}
