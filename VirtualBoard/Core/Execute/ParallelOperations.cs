namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Parallel addition and subtraction, SEL, USAD8 and PKH.</summary>
internal static class ParallelOperations
{
    /// <summary>The operation for the op1 field (bits 22..20) of the encoding; null where it is undefined.</summary>
    public static Operation? Select<TLane>(int shape)
        where TLane : struct, ILaneOperation => shape switch
        {
            0 => Bytes<TLane, Adding>,
            1 => Halfwords<TLane, Adding, Adding>,
            2 => Exchanged<TLane, Adding, Subtracting>,
            4 => Bytes<TLane, Subtracting>,
            5 => Halfwords<TLane, Subtracting, Subtracting>,
            6 => Exchanged<TLane, Subtracting, Adding>,
            _ => null,
        };

    private static int Lane<TLane>(uint value, int index, int bits)
        where TLane : struct, ILaneOperation
    {
        uint shifted = value >> (index * bits);
        if (bits == 8) return TLane.IsSigned ? (sbyte)shifted : (byte)shifted;
        return TLane.IsSigned ? (short)shifted : (ushort)shifted;
    }

    private static void Bytes<TLane, TDirection>(Processor cpu, Instruction i)
        where TLane : struct, ILaneOperation
        where TDirection : struct, IDirection
    {
        uint n = cpu.R[i.Rn & 15], m = cpu.R[i.Rm & 15], result = 0, flags = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            int exact = TDirection.Combine(Lane<TLane>(n, lane, 8), Lane<TLane>(m, lane, 8));
            result |= ((uint)TLane.Finish(exact, 8) & 0xFF) << (8 * lane);
            if (TDirection.IsGreaterEqual(exact, TLane.IsSigned, 8)) flags |= 1u << lane;
        }

        Write<TLane>(cpu, i, result, flags);
    }

    private static void Halfwords<TLane, TLow, THigh>(Processor cpu, Instruction i)
        where TLane : struct, ILaneOperation
        where TLow : struct, IDirection
        where THigh : struct, IDirection => Combine<TLane, TLow, THigh>(cpu, i, cpu.R[i.Rm & 15]);

    /// <summary>xASX: add in the high lane, subtract in the low one, with the halves of Rm exchanged; xSAX the other way round.</summary>
    private static void Exchanged<TLane, THigh, TLow>(Processor cpu, Instruction i)
        where TLane : struct, ILaneOperation
        where THigh : struct, IDirection
        where TLow : struct, IDirection
    {
        uint m = cpu.R[i.Rm & 15];
        Combine<TLane, TLow, THigh>(cpu, i, (m >> 16) | (m << 16));
    }

    private static void Combine<TLane, TLow, THigh>(Processor cpu, Instruction i, uint m)
        where TLane : struct, ILaneOperation
        where TLow : struct, IDirection
        where THigh : struct, IDirection
    {
        uint n = cpu.R[i.Rn & 15];
        int low = TLow.Combine(Lane<TLane>(n, 0, 16), Lane<TLane>(m, 0, 16));
        int high = THigh.Combine(Lane<TLane>(n, 1, 16), Lane<TLane>(m, 1, 16));
        uint flags = (TLow.IsGreaterEqual(low, TLane.IsSigned, 16) ? 3u : 0) | (THigh.IsGreaterEqual(high, TLane.IsSigned, 16) ? 12u : 0);
        Write<TLane>(cpu, i, ((uint)TLane.Finish(low, 16) & 0xFFFF) | ((uint)TLane.Finish(high, 16) << 16), flags);
    }

    private static void Write<TLane>(Processor cpu, Instruction i, uint result, uint flags)
        where TLane : struct, ILaneOperation
    {
        cpu.R[i.Rd & 15] = result;
        if (TLane.SetsGreaterEqual) cpu.GreaterEqual = flags;
    }

    public static void SelectBytes(Processor cpu, Instruction i)
    {
        uint ge = cpu.GreaterEqual;
        uint mask = ((ge & 1) * 0xFF) | (((ge >> 1) & 1) * 0xFF00) | (((ge >> 2) & 1) * 0xFF_0000) | ((ge >> 3) * 0xFF00_0000);
        cpu.R[i.Rd & 15] = (cpu.R[i.Rn & 15] & mask) | (cpu.R[i.Rm & 15] & ~mask);
    }

    private static uint SumOfDifferences(Processor cpu, Instruction i)
    {
        uint n = cpu.R[i.Rn & 15], m = cpu.R[i.Rm & 15], sum = 0;
        for (int shift = 0; shift < 32; shift += 8) sum += (uint)Math.Abs((int)((n >> shift) & 0xFF) - (int)((m >> shift) & 0xFF));
        return sum;
    }

    public static void AbsoluteDifferences(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = SumOfDifferences(cpu, i);

    public static void AbsoluteDifferencesAccumulate(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Ra & 15] + SumOfDifferences(cpu, i);

    public static void PackBottomTop(Processor cpu, Instruction i)
    {
        bool carry = false;
        uint m = Shifter.Shift(cpu.R[i.Rm & 15], i.Shift, i.Amount, ref carry);
        cpu.R[i.Rd & 15] = (cpu.R[i.Rn & 15] & 0xFFFF) | (m & 0xFFFF_0000);
    }

    public static void PackTopBottom(Processor cpu, Instruction i)
    {
        bool carry = false;
        uint m = Shifter.Shift(cpu.R[i.Rm & 15], i.Shift, i.Amount, ref carry);
        cpu.R[i.Rd & 15] = (cpu.R[i.Rn & 15] & 0xFFFF_0000) | (m & 0xFFFF);
    }

    private interface IDirection
    {
        static abstract int Combine(int left, int right);

        /// <summary>GE: signed results compare with 0; an unsigned sum must carry, an unsigned difference must not borrow.</summary>
        static abstract bool IsGreaterEqual(int exact, bool isSigned, int bits);
    }

    private readonly struct Adding : IDirection
    {
        public static int Combine(int left, int right) => left + right;
        public static bool IsGreaterEqual(int exact, bool isSigned, int bits) => isSigned ? exact >= 0 : exact >> bits != 0;
    }

    private readonly struct Subtracting : IDirection
    {
        public static int Combine(int left, int right) => left - right;
        public static bool IsGreaterEqual(int exact, bool isSigned, int bits) => exact >= 0;
    }
}
