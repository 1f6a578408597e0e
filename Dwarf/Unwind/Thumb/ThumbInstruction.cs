namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>One decoded instruction, as far as unwinding follows it.</summary>
internal readonly record struct ThumbInstruction(ThumbKind Kind)
{
    public const int Sp = 13;
    public const int Lr = 14;
    public const int Pc = 15;

    /// <summary>SYSm of CONTROL (ARMv7-M ARM, B5.1.1).</summary>
    public const int ControlRegister = 20;

    /// <summary>2 or 4.</summary>
    public int SizeInBytes { get; init; }
    public int Rd { get; init; }
    public int Rn { get; init; }
    public int Rm { get; init; }
    public int Immediate { get; init; }
    /// <summary>Bit n is register Rn.</summary>
    public int Mask { get; init; }
    public int Count { get; init; }
    public IndexMode Mode { get; init; }
    public uint Target { get; init; }

    public static ThumbInstruction Clobber(int register) => new(ThumbKind.Clobber) { Mask = 1 << register };

    public static ThumbInstruction Add(int rd, int rn, int immediate) => new(ThumbKind.AddImmediate) { Rd = rd, Rn = rn, Immediate = immediate };

    public static ThumbInstruction Constant(int rd, uint value) => new(ThumbKind.LoadConstant) { Rd = rd, Immediate = (int)value };
}
