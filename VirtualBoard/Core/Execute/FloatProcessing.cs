using RspDebug.VirtualBoard.Core.FloatingPoint;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>FP data processing, compares and conversions. Rd, Rn and Rm number S registers here.</summary>
internal static class FloatProcessing
{
    public static void Execute<TOperation>(Processor cpu, Instruction i)
        where TOperation : struct, IFloatOperation
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        cpu.S[i.Rd & 31] = TOperation.Apply(cpu.S[i.Rd & 31], cpu.S[i.Rn & 31], cpu.S[i.Rm & 31], ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    public static void LoadConstant(Processor cpu, Instruction i)
    {
        if (cpu.CheckFloat(i.Address)) cpu.S[i.Rd & 31] = i.Immediate;
    }

    /// <summary>Amount: 1 for VCMPE, 2 for the form against +0.</summary>
    public static void Compare(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        uint right = (i.Amount & 2) != 0 ? 0 : cpu.S[i.Rm & 31];
        uint nzcv = Comparison.Compare(cpu.S[i.Rd & 31], right, (i.Amount & 1) != 0, ref environment);
        cpu.Fpscr = (cpu.Fpscr & 0x0FFF_FFFF) | (nzcv << 28) | environment.Flags;
    }

    /// <summary>VCVT, VCVTR to integer. Amount: 1 unsigned, 2 towards zero whatever FPSCR says.</summary>
    public static void ToInteger(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        FloatRounding mode = (i.Amount & 2) != 0 ? FloatRounding.TowardsZero : environment.Rounding;
        cpu.S[i.Rd & 31] = IntegerConversion.ToFixed(cpu.S[i.Rm & 31], 32, 0, (i.Amount & 1) != 0, mode, ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    public static void FromInteger(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        uint value = cpu.S[i.Rm & 31];
        cpu.S[i.Rd & 31] = IntegerConversion.FromFixed((i.Amount & 1) != 0 ? value : (int)value, 0, environment.Rounding, ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    /// <summary>VCVT to fixed point, always towards zero. Amount: 1 unsigned, 2 for 16 bits; Immediate counts fraction bits.</summary>
    public static void ToFixed(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        int bits = (i.Amount & 2) != 0 ? 16 : 32;
        cpu.S[i.Rd & 31] = IntegerConversion.ToFixed(
            cpu.S[i.Rd & 31], bits, (int)i.Immediate, (i.Amount & 1) != 0, FloatRounding.TowardsZero, ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    /// <summary>VCVT from fixed point, always to nearest (A7.7.227).</summary>
    public static void FromFixed(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        uint value = cpu.S[i.Rd & 31];
        long integer = i.Amount switch { 0 => (int)value, 1 => value, 2 => (short)value, _ => (ushort)value };
        cpu.S[i.Rd & 31] = IntegerConversion.FromFixed(integer, (int)i.Immediate, FloatRounding.NearestEven, ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    /// <summary>VCVTB, VCVTT from half precision. Amount: 1 takes the top half.</summary>
    public static void FromHalf(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        uint half = (cpu.S[i.Rm & 31] >> (16 * i.Amount)) & 0xFFFF;
        cpu.S[i.Rd & 31] = HalfConversion.ToSingle(half, ref environment);
        cpu.Fpscr |= environment.Flags;
    }

    /// <summary>VCVTB, VCVTT to half precision; the other half of Sd stays.</summary>
    public static void ToHalf(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        FloatEnvironment environment = new(cpu.Fpscr);
        int shift = 16 * i.Amount;
        uint half = HalfConversion.FromSingle(cpu.S[i.Rm & 31], ref environment);
        cpu.S[i.Rd & 31] = (cpu.S[i.Rd & 31] & ~(0xFFFFu << shift)) | (half << shift);
        cpu.Fpscr |= environment.Flags;
    }
}
