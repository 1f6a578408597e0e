using System.Numerics;
using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Data processing with a modified immediate (A5.3.1) or a shifted register (A5.3.11).</summary>
internal static class WideDataProcessing
{
    public static Instruction ModifiedImmediate(Encoding e)
    {
        Instruction i = Select(e, OperandForm.Immediate, "(immediate)");
        int control = (e.Bit(26) ? 16 : 0) | (e.Field(14, 12) << 1) | e.Field(7, 7);
        (i.Immediate, i.Carry) = Expand(control, (uint)e.Field(7, 0));
        return i;
    }

    public static Instruction ShiftedRegister(Encoding e)
    {
        int distance = (e.Field(14, 12) << 2) | e.Field(7, 6);
        (ShiftKind kind, byte amount) = Encoding.ImmediateShift(e.Field(5, 4), distance);
        if (e.Field(24, 21) == 6) return Pack(e, kind, amount);
        Instruction i = Select(e, amount == 0 ? OperandForm.Register : OperandForm.ShiftedRegister, "(register)");
        i.Rm = e.Register(0);
        i.Shift = kind;
        i.Amount = amount;
        return i;
    }

    /// <summary>ThumbExpandImm_C (A5.3.2): four byte patterns, or an 8-bit value with its top bit set, rotated.</summary>
    private static (uint Value, ImmediateCarry Carry) Expand(int control, uint imm8)
    {
        if (control < 8)
        {
            uint value = (control >> 1) switch
            {
                0 => imm8,
                1 => imm8 * 0x0001_0001,
                2 => imm8 * 0x0100_0100,
                _ => imm8 * 0x0101_0101,
            };
            return (value, ImmediateCarry.Unchanged);
        }

        uint rotated = BitOperations.RotateRight(imm8 | 0x80, control);
        return (rotated, rotated >> 31 != 0 ? ImmediateCarry.Set : ImmediateCarry.Clear);
    }

    private static Instruction Select(Encoding e, OperandForm form, string suffix)
    {
        byte d = e.Register(8), n = e.Register(16);
        bool compares = d == 15 && e.Bit(20);
        return e.Field(24, 21) switch
        {
            0 => compares ? Make<AluOperations.Test>(e, "TST", suffix, form) : Make<AluOperations.And>(e, "AND", suffix, form),
            1 => Make<AluOperations.BitClear>(e, "BIC", suffix, form),
            2 => n == 15 ? Make<AluOperations.Move>(e, MoveName(e, form), suffix, form) : Make<AluOperations.Or>(e, "ORR", suffix, form),
            3 => n == 15 ? Make<AluOperations.MoveNot>(e, "MVN", suffix, form) : Make<AluOperations.OrNot>(e, "ORN", suffix, form),
            4 => compares ? Make<AluOperations.TestEquivalence>(e, "TEQ", suffix, form) : Make<AluOperations.ExclusiveOr>(e, "EOR", suffix, form),
            8 => compares ? Make<AluOperations.CompareNegative>(e, "CMN", suffix, form) : Make<AluOperations.Add>(e, "ADD", suffix, form),
            10 => Make<AluOperations.AddCarry>(e, "ADC", suffix, form),
            11 => Make<AluOperations.SubtractCarry>(e, "SBC", suffix, form),
            13 => compares ? Make<AluOperations.Compare>(e, "CMP", suffix, form) : Make<AluOperations.Subtract>(e, "SUB", suffix, form),
            14 => Make<AluOperations.ReverseSubtract>(e, "RSB", suffix, form),
            _ => e.Undefined(),
        };
    }

    // MOV with a shift goes by the name of the shift, and its operand is called an immediate.
    private static string MoveName(Encoding e, OperandForm form) => form != OperandForm.ShiftedRegister ? "MOV" : e.Field(5, 4) switch
    {
        0 => "LSL",
        1 => "LSR",
        2 => "ASR",
        _ => (e.Bits & 0x70C0) == 0 ? "RRX" : "ROR",
    };

    private static Instruction Make<TOperation>(Encoding e, string mnemonic, string suffix, OperandForm form)
        where TOperation : struct, IAluOperation
    {
        string name = mnemonic == "RRX" ? mnemonic
            : mnemonic is "LSL" or "LSR" or "ASR" or "ROR" ? mnemonic + " (immediate)" : mnemonic + " " + suffix;
        Instruction i = e.Make(name, DataProcessing.Select<TOperation>(form, e.Bit(20)));
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        return i;
    }

    private static Instruction Pack(Encoding e, ShiftKind kind, byte amount)
    {
        if (e.Bit(20) || e.Bit(4)) return e.Undefined();
        Instruction i = e.Make("PKH", e.Bit(5) ? ParallelOperations.PackTopBottom : ParallelOperations.PackBottomTop);
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        i.Rm = e.Register(0);
        i.Shift = kind;
        i.Amount = amount;
        return i;
    }
}
