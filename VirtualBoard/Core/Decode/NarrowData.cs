using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Data processing on registers (A5.2.2), special data and branch and exchange (A5.2.3).</summary>
internal static class NarrowData
{
    public static Instruction DataProcessing(Encoding e) => e.Field(9, 6) switch
    {
        0 => Register<AluOperations.And>(e, "AND (register)"),
        1 => Register<AluOperations.ExclusiveOr>(e, "EOR (register)"),
        2 => Shift(e, "LSL (register)", ShiftKind.Lsl),
        3 => Shift(e, "LSR (register)", ShiftKind.Lsr),
        4 => Shift(e, "ASR (register)", ShiftKind.Asr),
        5 => Register<AluOperations.AddCarry>(e, "ADC (register)"),
        6 => Register<AluOperations.SubtractCarry>(e, "SBC (register)"),
        7 => Shift(e, "ROR (register)", ShiftKind.Ror),
        8 => Compare<AluOperations.Test>(e, "TST (register)"),
        9 => Negate(e),
        10 => Compare<AluOperations.Compare>(e, "CMP (register)"),
        11 => Compare<AluOperations.CompareNegative>(e, "CMN (register)"),
        12 => Register<AluOperations.Or>(e, "ORR (register)"),
        13 => Multiply(e),
        14 => Register<AluOperations.BitClear>(e, "BIC (register)"),
        _ => Register<AluOperations.MoveNot>(e, "MVN (register)"),
    };

    public static Instruction HighRegisters(Encoding e)
    {
        byte dn = (byte)(e.LowRegister(0) | (e.Bit(7) ? 8 : 0)), m = e.Register(3);
        Instruction i = e.Field(9, 8) switch
        {
            0 when dn == 15 => e.Make("ADD (register)", Execute.DataProcessing.AddToPc),
            0 => e.Make("ADD (register)", Execute.DataProcessing.Select<AluOperations.Add>(OperandForm.Register, setFlags: false)),
            1 => e.Make("CMP (register)", Execute.DataProcessing.Select<AluOperations.Compare>(OperandForm.Register, setFlags: true)),
            2 when dn == 15 => e.Make("MOV (register)", Execute.DataProcessing.MoveToPc),
            2 => e.Make("MOV (register)", Execute.DataProcessing.Select<AluOperations.Move>(OperandForm.Register, setFlags: false)),
            _ when e.Bit(7) => e.Make("BLX (register)", BranchOperations.BranchLinkExchange),
            _ => e.Make("BX", BranchOperations.BranchExchange),
        };
        i.Rd = i.Rn = dn;
        i.Rm = m;
        return i;
    }

    private static Instruction Register<TOperation>(Encoding e, string name)
        where TOperation : struct, IAluOperation => NarrowArithmetic.Flagged<TOperation>(e, name, OperandForm.Register, i =>
        {
            i.Rd = i.Rn = e.LowRegister(0);
            i.Rm = e.LowRegister(3);
        });

    private static Instruction Compare<TOperation>(Encoding e, string name)
        where TOperation : struct, IAluOperation
    {
        Instruction i = e.Make(name, Execute.DataProcessing.Select<TOperation>(OperandForm.Register, setFlags: true));
        i.Rn = e.LowRegister(0);
        i.Rm = e.LowRegister(3);
        return i;
    }

    private static Instruction Shift(Encoding e, string name, ShiftKind kind) =>
        NarrowArithmetic.Flagged<AluOperations.Move>(e, name, OperandForm.RegisterShiftedRegister, i =>
        {
            i.Rd = i.Rm = e.LowRegister(0);
            i.Ra = e.LowRegister(3);
            i.Shift = kind;
        });

    private static Instruction Negate(Encoding e) =>
        NarrowArithmetic.Flagged<AluOperations.ReverseSubtract>(e, "RSB (immediate)", OperandForm.Immediate, i =>
        {
            i.Rd = e.LowRegister(0);
            i.Rn = e.LowRegister(3);
        });

    private static Instruction Multiply(Encoding e)
    {
        Instruction outside = e.Make("MUL", MultiplyOperations.MultiplySettingFlags);
        Instruction inside = e.Make("MUL", MultiplyOperations.Multiply);
        foreach (Instruction i in (ReadOnlySpan<Instruction>)[outside, inside])
        {
            i.Rd = i.Rm = e.LowRegister(0);
            i.Rn = e.LowRegister(3);
        }

        outside.InsideIt = inside;
        return outside;
    }
}
