namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>SSAT, USAT and the saturating adds (Q is set when the result was clamped).</summary>
internal static class SaturateOperations
{
    private static uint Signed(Processor cpu, long value, int bits)
    {
        long limit = 1L << (bits - 1);
        long clamped = Math.Clamp(value, -limit, limit - 1);
        if (clamped != value) cpu.Saturated = true;
        return (uint)clamped;
    }

    private static uint Unsigned(Processor cpu, long value, int bits)
    {
        long clamped = Math.Clamp(value, 0, (1L << bits) - 1);
        if (clamped != value) cpu.Saturated = true;
        return (uint)clamped;
    }

    // Rm unused in these encodings: the shifter reads Rn. Immediate is the width in bits.
    private static int Operand(Processor cpu, Instruction i)
    {
        bool carry = false;
        return (int)Shifter.Shift(cpu.R[i.Rn & 15], i.Shift, i.Amount, ref carry);
    }

    public static void SignedSaturate(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = Signed(cpu, Operand(cpu, i), (int)i.Immediate);

    public static void UnsignedSaturate(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = Unsigned(cpu, Operand(cpu, i), (int)i.Immediate);

    public static void SignedSaturate16(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rn & 15];
        cpu.R[i.Rd & 15] = (Signed(cpu, (short)value, (int)i.Immediate) & 0xFFFF) | (Signed(cpu, (int)value >> 16, (int)i.Immediate) << 16);
    }

    public static void UnsignedSaturate16(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rn & 15];
        cpu.R[i.Rd & 15] = Unsigned(cpu, (short)value, (int)i.Immediate) | (Unsigned(cpu, (int)value >> 16, (int)i.Immediate) << 16);
    }

    public static void Add(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = Signed(cpu, (long)(int)cpu.R[i.Rm & 15] + (int)cpu.R[i.Rn & 15], 32);

    public static void Subtract(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = Signed(cpu, (long)(int)cpu.R[i.Rm & 15] - (int)cpu.R[i.Rn & 15], 32);

    public static void DoubleAdd(Processor cpu, Instruction i)
    {
        long doubled = (int)Signed(cpu, 2L * (int)cpu.R[i.Rn & 15], 32);
        cpu.R[i.Rd & 15] = Signed(cpu, (int)cpu.R[i.Rm & 15] + doubled, 32);
    }

    public static void DoubleSubtract(Processor cpu, Instruction i)
    {
        long doubled = (int)Signed(cpu, 2L * (int)cpu.R[i.Rn & 15], 32);
        cpu.R[i.Rd & 15] = Signed(cpu, (int)cpu.R[i.Rm & 15] - doubled, 32);
    }
}
