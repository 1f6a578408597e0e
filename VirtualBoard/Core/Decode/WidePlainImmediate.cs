using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Data processing with a plain binary immediate (A5.3.3): ADDW, SUBW, ADR, MOVW, MOVT, saturation and bit fields.</summary>
internal static class WidePlainImmediate
{
    public static Instruction Decode(Encoding e) => e.Field(24, 20) switch
    {
        0b00000 => AddSubtract(e, subtract: false),
        0b01010 => AddSubtract(e, subtract: true),
        0b00100 => MoveWide(e, "MOV (immediate)", DataProcessing.LoadConstant),
        0b01100 => MoveWide(e, "MOVT", DataProcessing.MoveTop),
        0b10000 or 0b10010 => Saturate(e, isSigned: true),
        0b11000 or 0b11010 => Saturate(e, isSigned: false),
        0b10100 => Extract(e, "SBFX", BitFieldOperations.ExtractSigned),
        0b11100 => Extract(e, "UBFX", BitFieldOperations.ExtractUnsigned),
        0b10110 => Insert(e),
        _ => e.Undefined(),
    };

    private static uint Immediate12(Encoding e) => (e.Bit(26) ? 0x800u : 0) | ((uint)e.Field(14, 12) << 8) | (uint)e.Field(7, 0);

    private static int Distance(Encoding e) => (e.Field(14, 12) << 2) | e.Field(7, 6);

    private static Instruction AddSubtract(Encoding e, bool subtract)
    {
        Instruction i;
        if (e.Register(16) == 15)
        {
            i = e.Make("ADR", DataProcessing.LoadConstant);
            i.Immediate = subtract ? e.AlignedPc - Immediate12(e) : e.AlignedPc + Immediate12(e);
        }
        else
        {
            i = subtract
                ? e.Make("SUB (immediate)", DataProcessing.Select<AluOperations.Subtract>(OperandForm.Immediate, setFlags: false))
                : e.Make("ADD (immediate)", DataProcessing.Select<AluOperations.Add>(OperandForm.Immediate, setFlags: false));
            i.Immediate = Immediate12(e);
        }

        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        return i;
    }

    private static Instruction MoveWide(Encoding e, string name, Operation execute)
    {
        Instruction i = e.Make(name, execute);
        i.Rd = e.Register(8);
        i.Immediate = ((uint)e.Register(16) << 12) | Immediate12(e);
        return i;
    }

    private static Instruction Saturate(Encoding e, bool isSigned)
    {
        bool halves = e.Bit(21) && Distance(e) == 0;
        Instruction i = (isSigned, halves) switch
        {
            (true, false) => e.Make("SSAT", SaturateOperations.SignedSaturate),
            (true, true) => e.Make("SSAT16", SaturateOperations.SignedSaturate16),
            (false, false) => e.Make("USAT", SaturateOperations.UnsignedSaturate),
            _ => e.Make("USAT16", SaturateOperations.UnsignedSaturate16),
        };
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        i.Shift = e.Bit(21) ? ShiftKind.Asr : ShiftKind.Lsl;
        i.Amount = (byte)Distance(e);
        i.Immediate = (uint)(e.Field(4, 0) + (isSigned ? 1 : 0));
        return i;
    }

    private static Instruction Extract(Encoding e, string name, Operation execute)
    {
        int lsb = Distance(e), width = e.Field(4, 0) + 1;

        // Past the top is UNPREDICTABLE: we raise the fault rather than invent bits.
        if (lsb + width > 32) return e.Undefined();
        Instruction i = e.Make(name, execute);
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        i.Amount = (byte)lsb;
        i.Immediate = (uint)width;
        return i;
    }

    private static Instruction Insert(Encoding e)
    {
        int lsb = Distance(e), msb = e.Field(4, 0);
        if (msb < lsb) return e.Undefined();
        Instruction i = e.Register(16) == 15 ? e.Make("BFC", BitFieldOperations.Clear) : e.Make("BFI", BitFieldOperations.Insert);
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        i.Amount = (byte)lsb;
        i.Immediate = (uint.MaxValue >> (31 - msb + lsb)) << lsb;
        return i;
    }
}
