using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>FP data processing (A6.4); only single precision exists.</summary>
internal static class FloatDataDecoder
{
    private const int ChainedCycles = 3;
    private const int DivideCycles = 14;

    public static Instruction? Decode(Encoding e)
    {
        if (e.Bit(8)) return null;
        int operation = (e.Bit(23) ? 4 : 0) | e.Field(21, 20);
        if (operation == 7) return Other(e);
        Instruction? i = (operation, e.Bit(6)) switch
        {
            (0, false) => Make<FloatOperations.MultiplyAccumulate>(e, "VMLA", ChainedCycles),
            (0, true) => Make<FloatOperations.MultiplySubtract>(e, "VMLS", ChainedCycles),
            (1, false) => Make<FloatOperations.NegateMultiplySubtract>(e, "VNMLS", ChainedCycles),
            (1, true) => Make<FloatOperations.NegateMultiplyAccumulate>(e, "VNMLA", ChainedCycles),
            (2, false) => Make<FloatOperations.Multiply>(e, "VMUL"),
            (2, true) => Make<FloatOperations.MultiplyNegate>(e, "VNMUL"),
            (3, false) => Make<FloatOperations.Add>(e, "VADD"),
            (3, true) => Make<FloatOperations.Subtract>(e, "VSUB"),
            (4, false) => Make<FloatOperations.Divide>(e, "VDIV", DivideCycles),
            (5, false) => Make<FloatOperations.FusedNegateSubtract>(e, "VFNMS", ChainedCycles),
            (5, true) => Make<FloatOperations.FusedNegateAdd>(e, "VFNMA", ChainedCycles),
            (6, false) => Make<FloatOperations.FusedAdd>(e, "VFMA", ChainedCycles),
            (6, true) => Make<FloatOperations.FusedSubtract>(e, "VFMS", ChainedCycles),
            _ => null,
        };
        return i;
    }

    private static Instruction Make<TOperation>(Encoding e, string name, int cycles = 1)
        where TOperation : struct, IFloatOperation => Fill(e, e.Make(name, FloatProcessing.Execute<TOperation>, cycles));

    private static Instruction Fill(Encoding e, Instruction i)
    {
        i.Rd = Coprocessor.Single(e, 12, 22);
        i.Rn = Coprocessor.Single(e, 16, 7);
        i.Rm = Coprocessor.Single(e, 0, 5);
        return i;
    }

    private static Instruction? Other(Encoding e)
    {
        if (!e.Bit(6)) return Constant(e);
        bool seven = e.Bit(7);
        switch (e.Register(16))
        {
            case 0: return seven ? Make<FloatOperations.Absolute>(e, "VABS") : Make<FloatOperations.Move>(e, "VMOV (register)");
            case 1: return seven ? Make<FloatOperations.SquareRoot>(e, "VSQRT", DivideCycles) : Make<FloatOperations.Negate>(e, "VNEG");
            case 2 or 3: return Half(e);
            case 4 or 5: return Compare(e);
            case 8:
                Instruction i = Fill(e, e.Make("VCVT (from integer)", FloatProcessing.FromInteger));
                i.Amount = (byte)(seven ? 0 : 1);
                return i;
            case 12 or 13: return ToInteger(e);
            case 10 or 11 or 14 or 15: return Fixed(e);
            default: return null;
        }
    }

    /// <summary>VFPExpandImm (A6.4.1): sign, a 3-bit exponent about 1.0 and 4 bits of fraction.</summary>
    private static Instruction Constant(Encoding e)
    {
        uint imm8 = ((uint)e.Field(19, 16) << 4) | (uint)e.Field(3, 0);
        uint exponent = (imm8 & 0x40) != 0 ? 0x7Cu : 0x80;
        Instruction i = Fill(e, e.Make("VMOV (immediate)", FloatProcessing.LoadConstant));
        i.Immediate = ((imm8 & 0x80) << 24) | ((exponent | ((imm8 >> 4) & 3)) << 23) | ((imm8 & 0xF) << 19);
        return i;
    }

    private static Instruction Half(Encoding e)
    {
        string name = e.Bit(7) ? "VCVTT" : "VCVTB";
        Instruction i = Fill(e, e.Make(name, e.Bit(16) ? FloatProcessing.ToHalf : FloatProcessing.FromHalf));
        i.Amount = (byte)(e.Bit(7) ? 1 : 0);
        return i;
    }

    private static Instruction Compare(Encoding e)
    {
        Instruction i = Fill(e, e.Make(e.Bit(7) ? "VCMPE" : "VCMP", FloatProcessing.Compare));
        i.Amount = (byte)((e.Bit(7) ? 1 : 0) | (e.Bit(16) ? 2 : 0));
        return i;
    }

    private static Instruction ToInteger(Encoding e)
    {
        Instruction i = Fill(e, e.Make(e.Bit(7) ? "VCVT (to integer)" : "VCVTR", FloatProcessing.ToInteger));
        i.Amount = (byte)((e.Bit(16) ? 0 : 1) | (e.Bit(7) ? 2 : 0));
        return i;
    }

    private static Instruction? Fixed(Encoding e)
    {
        int bits = e.Bit(7) ? 32 : 16;
        int fraction = bits - ((e.Field(3, 0) << 1) | (e.Bit(5) ? 1 : 0));
        if (fraction < 0) return null;
        Instruction i = Fill(e, e.Make("VCVT (fixed-point)", e.Bit(18) ? FloatProcessing.ToFixed : FloatProcessing.FromFixed));
        i.Immediate = (uint)fraction;
        i.Amount = (byte)((e.Bit(16) ? 1 : 0) | (bits == 16 ? 2 : 0));
        return i;
    }
}
