namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Halfword and top-word multiplication of the DSP extension. Amount holds the lane bits: 1 = top half of Rm (or X, R), 2 = top half of Rn.</summary>
internal static class DspMultiplyOperations
{
    private static int Half(uint value, bool top) => top ? (int)value >> 16 : (short)value;

    private static long ByHalves(Processor cpu, Instruction i) =>
        (long)Half(cpu.R[i.Rn & 15], (i.Amount & 2) != 0) * Half(cpu.R[i.Rm & 15], (i.Amount & 1) != 0);

    private static long ByWord(Processor cpu, Instruction i) => ((long)(int)cpu.R[i.Rn & 15] * Half(cpu.R[i.Rm & 15], (i.Amount & 1) != 0)) >> 16;

    /// <summary>Bottom and top products; X swaps the halves of Rm.</summary>
    private static (long Low, long High) Dual(Processor cpu, Instruction i)
    {
        uint n = cpu.R[i.Rn & 15], m = cpu.R[i.Rm & 15];
        if ((i.Amount & 1) != 0) m = (m >> 16) | (m << 16);
        return ((long)(short)n * (short)m, (long)((int)n >> 16) * ((int)m >> 16));
    }

    private static void Write(Processor cpu, Instruction i, long value)
    {
        cpu.R[i.Rd & 15] = (uint)value;
        if (value != (int)value) cpu.Saturated = true;
    }

    private static long Accumulator(Processor cpu, Instruction i) => (int)cpu.R[i.Ra & 15];

    public static void HalfMultiply(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)ByHalves(cpu, i);

    public static void HalfMultiplyAccumulate(Processor cpu, Instruction i) => Write(cpu, i, Accumulator(cpu, i) + ByHalves(cpu, i));

    public static void HalfMultiplyLong(Processor cpu, Instruction i) =>
        MultiplyOperations.WriteLong(cpu, i, MultiplyOperations.ReadLong(cpu, i) + (ulong)ByHalves(cpu, i));

    public static void WordByHalf(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)ByWord(cpu, i);

    public static void WordByHalfAccumulate(Processor cpu, Instruction i) => Write(cpu, i, Accumulator(cpu, i) + ByWord(cpu, i));

    public static void DualAdd(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        Write(cpu, i, low + high);
    }

    public static void DualAddAccumulate(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        Write(cpu, i, low + high + Accumulator(cpu, i));
    }

    public static void DualSubtract(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        cpu.R[i.Rd & 15] = (uint)(low - high);
    }

    public static void DualSubtractAccumulate(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        Write(cpu, i, low - high + Accumulator(cpu, i));
    }

    public static void DualAddLong(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        MultiplyOperations.WriteLong(cpu, i, MultiplyOperations.ReadLong(cpu, i) + (ulong)(low + high));
    }

    public static void DualSubtractLong(Processor cpu, Instruction i)
    {
        (long low, long high) = Dual(cpu, i);
        MultiplyOperations.WriteLong(cpu, i, MultiplyOperations.ReadLong(cpu, i) + (ulong)(low - high));
    }

    private static long Rounding(Instruction i) => (i.Amount & 1) != 0 ? 0x8000_0000 : 0;

    private static long Product(Processor cpu, Instruction i) => (long)(int)cpu.R[i.Rn & 15] * (int)cpu.R[i.Rm & 15];

    public static void MostSignificant(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)((Product(cpu, i) + Rounding(i)) >> 32);

    public static void MostSignificantAccumulate(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = (uint)((((long)cpu.R[i.Ra & 15] << 32) + Product(cpu, i) + Rounding(i)) >> 32);

    public static void MostSignificantSubtract(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = (uint)((((long)cpu.R[i.Ra & 15] << 32) - Product(cpu, i) + Rounding(i)) >> 32);
}
