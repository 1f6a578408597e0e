namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>The registers of a halted core as the server gave them; what it does not have is null.</summary>
internal sealed record CoreState
{
    /// <summary>IT state bits of xPSR.</summary>
    public const uint ItMask = 0x0600_FC00;

    /// <summary>Exception number bits of xPSR.</summary>
    public const uint IpsrMask = 0x1FF;

    /// <summary>r0 to r12, SP, LR, PC.</summary>
    public required uint[] R { get; init; }

    /// <summary>Program status register.</summary>
    public required uint Xpsr { get; init; }

    /// <summary>Main stack pointer.</summary>
    public uint? Msp { get; init; }

    /// <summary>Process stack pointer.</summary>
    public uint? Psp { get; init; }

    /// <summary>CONTROL; bit 2 is FPCA.</summary>
    public uint? Control { get; init; }

    /// <summary>PRIMASK, BASEPRI and FAULTMASK in bytes 0 to 2.</summary>
    public uint? Masks { get; init; }

    /// <summary>Floating-point status and control register.</summary>
    public uint? Fpscr { get; init; }

    /// <summary>S0 to S31.</summary>
    public uint[]? S { get; init; }

    /// <summary>Program counter.</summary>
    public uint Pc => R[15];

    /// <summary>Stack pointer in use.</summary>
    public uint Sp => R[13];

    /// <summary>Exception number, 0 in Thread mode.</summary>
    public uint Ipsr => Xpsr & IpsrMask;

    /// <summary>IT state as a byte.</summary>
    public uint It => (Xpsr >> 8 & 0xFC) | (Xpsr >> 25 & 3);

    /// <summary>Whether the FP context exists; null where CONTROL cannot be read.</summary>
    public bool? HasFloatContext => Control is { } control ? (control & 4) != 0 : null;
}
