using System.Numerics;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>SXTB ... UXTAH: rotate by Amount, extend, add Rn (A7.7.182 ff).</summary>
internal static class ExtendOperations
{
    private static uint Rotated(Processor cpu, Instruction i) => BitOperations.RotateRight(cpu.R[i.Rm & 15], i.Amount);

    public static void SignedByte(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)(sbyte)Rotated(cpu, i);

    public static void SignedHalfword(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)(short)Rotated(cpu, i);

    public static void UnsignedByte(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (byte)Rotated(cpu, i);

    public static void UnsignedHalfword(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (ushort)Rotated(cpu, i);

    public static void SignedByte16(Processor cpu, Instruction i)
    {
        uint value = Rotated(cpu, i);
        cpu.R[i.Rd & 15] = ((uint)(sbyte)value & 0xFFFF) | ((uint)(sbyte)(value >> 16) << 16);
    }

    public static void UnsignedByte16(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = Rotated(cpu, i) & 0x00FF_00FF;

    public static void AddSignedByte(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Rn & 15] + (uint)(sbyte)Rotated(cpu, i);

    public static void AddSignedHalfword(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Rn & 15] + (uint)(short)Rotated(cpu, i);

    public static void AddUnsignedByte(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Rn & 15] + (byte)Rotated(cpu, i);

    public static void AddUnsignedHalfword(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = cpu.R[i.Rn & 15] + (ushort)Rotated(cpu, i);

    public static void AddSignedByte16(Processor cpu, Instruction i)
    {
        uint value = Rotated(cpu, i), left = cpu.R[i.Rn & 15];
        cpu.R[i.Rd & 15] = ((left + (uint)(sbyte)value) & 0xFFFF) | (((left >> 16) + (uint)(sbyte)(value >> 16)) << 16);
    }

    public static void AddUnsignedByte16(Processor cpu, Instruction i)
    {
        uint value = Rotated(cpu, i), left = cpu.R[i.Rn & 15];
        cpu.R[i.Rd & 15] = ((left + (byte)value) & 0xFFFF) | (((left >> 16) + (byte)(value >> 16)) << 16);
    }
}
