namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Arithmetic and logic of the data-processing group (DDI0403E A7.7).</summary>
internal static class AluOperations
{
    private static uint AddWithCarry(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow)
    {
        ulong wide = (ulong)left + right + (carryIn ? 1u : 0);
        uint sum = (uint)wide;
        carry = wide >> 32 != 0;
        overflow = (int)(~(left ^ right) & (left ^ sum)) < 0;
        return sum;
    }

    internal readonly struct Add : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, right, false, ref carry, ref overflow);
    }

    internal readonly struct AddCarry : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, right, carryIn, ref carry, ref overflow);
    }

    internal readonly struct Subtract : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, ~right, true, ref carry, ref overflow);
    }

    internal readonly struct SubtractCarry : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, ~right, carryIn, ref carry, ref overflow);
    }

    internal readonly struct ReverseSubtract : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(~left, right, true, ref carry, ref overflow);
    }

    internal readonly struct Compare : IAluOperation
    {
        public static bool WritesResult => false;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, ~right, true, ref carry, ref overflow);
    }

    internal readonly struct CompareNegative : IAluOperation
    {
        public static bool WritesResult => false;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) =>
            AddWithCarry(left, right, false, ref carry, ref overflow);
    }

    internal readonly struct And : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left & right;
    }

    internal readonly struct Test : IAluOperation
    {
        public static bool WritesResult => false;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left & right;
    }

    internal readonly struct BitClear : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left & ~right;
    }

    internal readonly struct Or : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left | right;
    }

    internal readonly struct OrNot : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left | ~right;
    }

    internal readonly struct ExclusiveOr : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left ^ right;
    }

    internal readonly struct TestEquivalence : IAluOperation
    {
        public static bool WritesResult => false;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => left ^ right;
    }

    /// <summary>MOV and the shift instructions: the second operand as it is.</summary>
    internal readonly struct Move : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => right;
    }

    internal readonly struct MoveNot : IAluOperation
    {
        public static bool WritesResult => true;
        public static uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow) => ~right;
    }
}
