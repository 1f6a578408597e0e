namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Puts operation, operand form and flag setting together.</summary>
internal static class DataProcessing
{
    public static Operation Select<TOperation>(OperandForm form, bool setFlags)
        where TOperation : struct, IAluOperation => (form, setFlags) switch
        {
            (OperandForm.Immediate, false) => Execute<TOperation, Operands.Immediate>,
            (OperandForm.Immediate, true) => ExecuteSettingFlags<TOperation, Operands.Immediate>,
            (OperandForm.Register, false) => Execute<TOperation, Operands.Register>,
            (OperandForm.Register, true) => ExecuteSettingFlags<TOperation, Operands.Register>,
            (OperandForm.ShiftedRegister, false) => Execute<TOperation, Operands.ShiftedRegister>,
            (OperandForm.ShiftedRegister, true) => ExecuteSettingFlags<TOperation, Operands.ShiftedRegister>,
            (_, false) => Execute<TOperation, Operands.RegisterShiftedRegister>,
            _ => ExecuteSettingFlags<TOperation, Operands.RegisterShiftedRegister>,
        };

    private static void Execute<TOperation, TOperand>(Processor cpu, Instruction i)
        where TOperation : struct, IAluOperation
        where TOperand : struct, IOperand
    {
        bool carry = cpu.Carry, overflow = false;
        uint right = TOperand.Read(cpu, i, ref carry);
        cpu.WriteRegister(i.Rd & 15, TOperation.Apply(cpu.R[i.Rn & 15], right, cpu.Carry, ref carry, ref overflow));
    }

    private static void ExecuteSettingFlags<TOperation, TOperand>(Processor cpu, Instruction i)
        where TOperation : struct, IAluOperation
        where TOperand : struct, IOperand
    {
        bool carry = cpu.Carry, overflow = cpu.Overflow;
        uint right = TOperand.Read(cpu, i, ref carry);
        uint result = TOperation.Apply(cpu.R[i.Rn & 15], right, cpu.Carry, ref carry, ref overflow);
        cpu.SetNz(result);
        cpu.Carry = carry;
        cpu.Overflow = overflow;
        if (TOperation.WritesResult) cpu.WriteRegister(i.Rd & 15, result);
    }

    /// <summary>ADD and MOV with Rd = PC (T2 and T1 of the high-register forms): a simple branch, not interworking.</summary>
    public static void AddToPc(Processor cpu, Instruction i) => cpu.BranchTo(cpu.R[i.Rn & 15] + cpu.R[i.Rm & 15]);

    public static void MoveToPc(Processor cpu, Instruction i) => cpu.BranchTo(cpu.R[i.Rm & 15]);

    /// <summary>MOVW, ADR and the like: everything was known at decode.</summary>
    public static void LoadConstant(Processor cpu, Instruction i) => cpu.WriteRegister(i.Rd & 15, i.Immediate);

    public static void MoveTop(Processor cpu, Instruction i) => cpu.R[i.Rd & 15] = (cpu.R[i.Rd & 15] & 0xFFFF) | (i.Immediate << 16);
}
