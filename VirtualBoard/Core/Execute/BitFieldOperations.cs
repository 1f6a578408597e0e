using System.Numerics;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Bit fields, counting and byte order.</summary>
internal static class BitFieldOperations
{
    /// <summary>BFI; BFC has Rn = 15 in the encoding and is decoded as <see cref="Clear"/>. Immediate holds the mask, in place.</summary>
    public static void Insert(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = (cpu.R[i.Rd & 15] & ~i.Immediate) | ((cpu.R[i.Rn & 15] << i.Amount) & i.Immediate);

    public static void Clear(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] &= ~i.Immediate;

    /// <summary>Amount is the lsb, Immediate the width.</summary>
    public static void ExtractUnsigned(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = (cpu.R[i.Rn & 15] >> i.Amount) & (uint.MaxValue >> (int)(32 - i.Immediate));

    public static void ExtractSigned(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = (uint)((int)(cpu.R[i.Rn & 15] << (int)(32 - i.Immediate - i.Amount)) >> (int)(32 - i.Immediate));

    public static void CountLeadingZeros(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (uint)BitOperations.LeadingZeroCount(cpu.R[i.Rm & 15]);

    public static void ReverseBits(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rm & 15];
        value = ((value >> 1) & 0x5555_5555) | ((value & 0x5555_5555) << 1);
        value = ((value >> 2) & 0x3333_3333) | ((value & 0x3333_3333) << 2);
        value = ((value >> 4) & 0x0F0F_0F0F) | ((value & 0x0F0F_0F0F) << 4);
        cpu.R[i.Rd & 15] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }

    public static void ReverseBytes(Processor cpu, Instruction i) =>
        cpu.R[i.Rd & 15] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(cpu.R[i.Rm & 15]);

    public static void ReverseBytesInHalfwords(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rm & 15];
        cpu.R[i.Rd & 15] = ((value >> 8) & 0x00FF_00FF) | ((value & 0x00FF_00FF) << 8);
    }

    public static void ReverseBytesSigned(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rm & 15];
        cpu.R[i.Rd & 15] = (uint)(short)(((value >> 8) & 0xFF) | ((value & 0xFF) << 8));
    }
}
