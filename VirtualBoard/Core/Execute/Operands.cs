namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>The operand forms of data processing.</summary>
internal static class Operands
{
    internal readonly struct Immediate : IOperand
    {
        public static uint Read(Processor cpu, Instruction i, ref bool carry)
        {
            if (i.Carry != ImmediateCarry.Unchanged) carry = i.Carry == ImmediateCarry.Set;
            return i.Immediate;
        }
    }

    internal readonly struct Register : IOperand
    {
        public static uint Read(Processor cpu, Instruction i, ref bool carry) => cpu.R[i.Rm & 15];
    }

    internal readonly struct ShiftedRegister : IOperand
    {
        public static uint Read(Processor cpu, Instruction i, ref bool carry) => Shifter.Shift(cpu.R[i.Rm & 15], i.Shift, i.Amount, ref carry);
    }

    /// <summary>Shift distance in the low byte of Ra.</summary>
    internal readonly struct RegisterShiftedRegister : IOperand
    {
        public static uint Read(Processor cpu, Instruction i, ref bool carry) =>
            Shifter.Shift(cpu.R[i.Rm & 15], i.Shift, (int)(cpu.R[i.Ra & 15] & 0xFF), ref carry);
    }
}
