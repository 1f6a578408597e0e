namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>32-bit and 64-bit multiplication and division of the base architecture. Ra is the accumulator, or RdLo with Rd as RdHi.</summary>
internal static class MultiplyOperations
{
    public static void Multiply(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15];

    public static void MultiplySettingFlags(Processor cpu, Instruction i)
    {
        Multiply(cpu, i);
        cpu.SetNz(cpu.R[i.Rd & 15]);
    }

    public static void MultiplyAccumulate(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = cpu.R[i.Ra & 15] + (cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15]);

    public static void MultiplySubtract(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = cpu.R[i.Ra & 15] - (cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15]);

    public static void UnsignedLong(Processor cpu, Instruction i) => WriteLong(cpu, i, (ulong)cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15]);

    public static void SignedLong(Processor cpu, Instruction i) => WriteLong(cpu, i, (ulong)((long)(int)cpu.R[i.Rn & 15] * (int)cpu.R[i.Rm & 15]));

    public static void UnsignedLongAccumulate(Processor cpu, Instruction i) =>
        WriteLong(cpu, i, ReadLong(cpu, i) + ((ulong)cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15]));

    public static void SignedLongAccumulate(Processor cpu, Instruction i) =>
        WriteLong(cpu, i, ReadLong(cpu, i) + (ulong)((long)(int)cpu.R[i.Rn & 15] * (int)cpu.R[i.Rm & 15]));

    /// <summary>UMAAL: both halves are added as 32-bit numbers; the sum always fits.</summary>
    public static void UnsignedLongAccumulateAccumulate(Processor cpu, Instruction i) =>
        WriteLong(cpu, i, ((ulong)cpu.R[i.Rn & 15] * cpu.R[i.Rm & 15]) + cpu.R[i.Rd & 15] + cpu.R[i.Ra & 15]);

    internal static ulong ReadLong(Processor cpu, Instruction i) => ((ulong)cpu.R[i.Rd & 15] << 32) | cpu.R[i.Ra & 15];

    internal static void WriteLong(Processor cpu, Instruction i, ulong value)
    {
        cpu.R[i.Rd & 15] = (uint)(value >> 32);
        cpu.R[i.Ra & 15] = (uint)value;
    }

    public static void DivideUnsigned(Processor cpu, Instruction i)
    {
        uint divisor = cpu.R[i.Rm & 15];
        if (divisor == 0 && !TryDivideByZero(cpu, i)) return;
        uint quotient = divisor == 0 ? 0 : cpu.R[i.Rn & 15] / divisor;
        ChargeDivision(cpu, quotient);
        cpu.R[i.Rd & 15] = quotient;
    }

    public static void DivideSigned(Processor cpu, Instruction i)
    {
        int divisor = (int)cpu.R[i.Rm & 15];
        if (divisor == 0 && !TryDivideByZero(cpu, i)) return;
        long quotient = divisor == 0 ? 0 : (long)(int)cpu.R[i.Rn & 15] / divisor;
        ChargeDivision(cpu, (uint)Math.Abs(quotient));
        cpu.R[i.Rd & 15] = (uint)quotient;
    }

    // 2 to 12 cycles, early termination by the size of the result (TRM table 3-1): one cycle for each 4 bits is our model.
    private static void ChargeDivision(Processor cpu, uint quotient) =>
        cpu.Timeline.Cycles += (ulong)((35 - System.Numerics.BitOperations.LeadingZeroCount(quotient)) / 4);

    private static bool TryDivideByZero(Processor cpu, Instruction i)
    {
        if (!cpu.SystemControl.TrapsDivideByZero) return true;
        cpu.Raise(Fault.DivideByZero, i.Address);
        return false;
    }
}
