namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>The addressing forms; Immediate is the signed offset by wrap-around.</summary>
internal static class Addressing
{
    internal readonly struct Offset : IAddressing
    {
        public static bool WritesBack => false;
        public static uint Address(Processor cpu, Instruction i) => cpu.R[i.Rn & 15] + i.Immediate;
    }

    internal readonly struct PreIndexed : IAddressing
    {
        public static bool WritesBack => true;
        public static uint Address(Processor cpu, Instruction i) => cpu.R[i.Rn & 15] + i.Immediate;
    }

    internal readonly struct PostIndexed : IAddressing
    {
        public static bool WritesBack => true;
        public static uint Address(Processor cpu, Instruction i) => cpu.R[i.Rn & 15];
    }

    internal readonly struct RegisterOffset : IAddressing
    {
        public static bool WritesBack => false;
        public static uint Address(Processor cpu, Instruction i) => cpu.R[i.Rn & 15] + (cpu.R[i.Rm & 15] << i.Amount);
    }

    /// <summary>PC-relative: the address was worked out at decode.</summary>
    internal readonly struct Literal : IAddressing
    {
        public static bool WritesBack => false;
        public static uint Address(Processor cpu, Instruction i) => i.Immediate;
    }
}
