using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Shift, add, subtract, move and compare with immediates (A5.2.1), ADR and ADD SP.</summary>
internal static class NarrowArithmetic
{
    /// <summary>A 16-bit ALU instruction: sets flags outside an IT block and not inside.</summary>
    public static Instruction Flagged<TOperation>(Encoding e, string name, OperandForm form, Action<Instruction> operands)
        where TOperation : struct, IAluOperation
    {
        Instruction outside = e.Make(name, DataProcessing.Select<TOperation>(form, setFlags: true));
        Instruction inside = e.Make(name, DataProcessing.Select<TOperation>(form, setFlags: false));
        operands(outside);
        operands(inside);
        outside.InsideIt = inside;
        return outside;
    }

    public static Instruction ShiftImmediate(Encoding e)
    {
        (ShiftKind kind, byte amount) = Encoding.ImmediateShift(e.Field(12, 11), e.Field(10, 6));
        string name = kind switch
        {
            ShiftKind.Lsl when amount == 0 => "MOV (register)",
            ShiftKind.Lsl => "LSL (immediate)",
            ShiftKind.Lsr => "LSR (immediate)",
            _ => "ASR (immediate)",
        };
        return Flagged<AluOperations.Move>(e, name, amount == 0 ? OperandForm.Register : OperandForm.ShiftedRegister, i =>
        {
            i.Rd = e.LowRegister(0);
            i.Rm = e.LowRegister(3);
            i.Shift = kind;
            i.Amount = amount;
        });
    }

    public static Instruction AddSubtract(Encoding e)
    {
        bool immediate = e.Bit(10);
        void Operands(Instruction i)
        {
            i.Rd = e.LowRegister(0);
            i.Rn = e.LowRegister(3);
            i.Rm = e.LowRegister(6);
            i.Immediate = e.LowRegister(6);
        }

        OperandForm form = immediate ? OperandForm.Immediate : OperandForm.Register;
        string suffix = immediate ? "(immediate)" : "(register)";
        return e.Bit(9)
            ? Flagged<AluOperations.Subtract>(e, "SUB " + suffix, form, Operands)
            : Flagged<AluOperations.Add>(e, "ADD " + suffix, form, Operands);
    }

    public static Instruction Immediate8(Encoding e)
    {
        void Operands(Instruction i)
        {
            i.Rd = i.Rn = e.LowRegister(8);
            i.Immediate = (uint)e.Field(7, 0);
        }

        switch (e.Field(12, 11))
        {
            case 0: return Flagged<AluOperations.Move>(e, "MOV (immediate)", OperandForm.Immediate, Operands);
            case 1:
                Instruction compare = e.Make("CMP (immediate)", DataProcessing.Select<AluOperations.Compare>(OperandForm.Immediate, setFlags: true));
                Operands(compare);
                return compare;
            case 2: return Flagged<AluOperations.Add>(e, "ADD (immediate)", OperandForm.Immediate, Operands);
            default: return Flagged<AluOperations.Subtract>(e, "SUB (immediate)", OperandForm.Immediate, Operands);
        }
    }

    public static Instruction AddressOf(Encoding e)
    {
        uint offset = (uint)e.Field(7, 0) << 2;
        Instruction i = e.Bit(11)
            ? e.Make("ADD (SP plus immediate)", DataProcessing.Select<AluOperations.Add>(OperandForm.Immediate, setFlags: false))
            : e.Make("ADR", DataProcessing.LoadConstant);
        i.Rd = e.LowRegister(8);
        i.Rn = 13;
        i.Immediate = e.Bit(11) ? offset : e.AlignedPc + offset;
        return i;
    }
}
