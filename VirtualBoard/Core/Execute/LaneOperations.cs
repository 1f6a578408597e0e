namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>The six families of parallel addition and subtraction: S, Q, SH, U, UQ, UH.</summary>
internal static class LaneOperations
{
    internal readonly struct Signed : ILaneOperation
    {
        public static bool IsSigned => true;
        public static bool SetsGreaterEqual => true;
        public static int Finish(int exact, int bits) => exact;
    }

    internal readonly struct SignedSaturating : ILaneOperation
    {
        public static bool IsSigned => true;
        public static bool SetsGreaterEqual => false;
        public static int Finish(int exact, int bits) => Math.Clamp(exact, -1 << (bits - 1), (1 << (bits - 1)) - 1);
    }

    internal readonly struct SignedHalving : ILaneOperation
    {
        public static bool IsSigned => true;
        public static bool SetsGreaterEqual => false;
        public static int Finish(int exact, int bits) => exact >> 1;
    }

    internal readonly struct Unsigned : ILaneOperation
    {
        public static bool IsSigned => false;
        public static bool SetsGreaterEqual => true;
        public static int Finish(int exact, int bits) => exact;
    }

    internal readonly struct UnsignedSaturating : ILaneOperation
    {
        public static bool IsSigned => false;
        public static bool SetsGreaterEqual => false;
        public static int Finish(int exact, int bits) => Math.Clamp(exact, 0, (1 << bits) - 1);
    }

    internal readonly struct UnsignedHalving : ILaneOperation
    {
        public static bool IsSigned => false;
        public static bool SetsGreaterEqual => false;
        public static int Finish(int exact, int bits) => exact >> 1;
    }
}
