namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>The control half of FPSCR unpacked, and the cumulative flags an operation raises.</summary>
internal ref struct FloatEnvironment(uint fpscr)
{
    public const uint InvalidOperation = 1;
    public const uint DivideByZero = 2;
    public const uint OverflowFlag = 4;
    public const uint UnderflowFlag = 8;
    public const uint Inexact = 16;
    public const uint InputDenormal = 128;

    /// <summary>Bits to set in FPSCR bits 7 and 4..0; only ever added to.</summary>
    public uint Flags;

    public FloatRounding Rounding = (FloatRounding)((fpscr >> 22) & 3);

    public bool FlushToZero { get; } = (fpscr & (1 << 24)) != 0;

    public bool DefaultNaN { get; } = (fpscr & (1 << 25)) != 0;

    public bool AlternativeHalf { get; } = (fpscr & (1 << 26)) != 0;

    public void Raise(uint flag) => Flags |= flag;
}
