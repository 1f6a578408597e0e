namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>
/// What one Thumb-2 instruction does to registers and PC, decoded for the judge of the benchmark alone: nothing is shared with the decoder
/// that steps are made with, so that a mistake there shows.
/// </summary>
/// <remarks>ARMv7-M ARM chapters A5 and A7. The write set is an upper bound: a condition that fails writes nothing.</remarks>
internal sealed record InstructionEffects
{
    /// <summary>APSR bits N, Z, C, V in xPSR.</summary>
    public const uint Nzcv = 0xF000_0000;

    /// <summary>APSR bit Q.</summary>
    public const uint Saturation = 0x0800_0000;

    /// <summary>APSR bits GE.</summary>
    public const uint GreaterEqual = 0x000F_0000;

    /// <summary>2 or 4.</summary>
    public required int SizeInBytes { get; init; }

    /// <summary>Choice of the successor.</summary>
    public PcRule Rule { get; init; }

    /// <summary>Target of a direct branch.</summary>
    public uint Target { get; init; }

    /// <summary>Condition of <see cref="PcRule.Conditional"/>; 0 for CBZ and 1 for CBNZ.</summary>
    public int Condition { get; init; }

    /// <summary>Register of <see cref="PcRule.Register"/> and <see cref="PcRule.CompareZero"/>; base of a load or table.</summary>
    public int Register { get; init; } = -1;

    /// <summary>Offset from the base, in bytes, of the word that becomes PC.</summary>
    public int LoadOffset { get; init; }

    /// <summary>Index register of a load or table, or -1.</summary>
    public int Index { get; init; } = -1;

    /// <summary>Left shift of the index register; for a table 0 is TBB and 1 is TBH.</summary>
    public int IndexShift { get; init; }

    /// <summary>Bit n: rn may change; bit 13 SP, bit 14 LR.</summary>
    public uint Writes { get; init; }

    /// <summary>Bits of xPSR that may change, IT state and IPSR left out.</summary>
    public uint Flags { get; init; }

    /// <summary>Bit n: Sn may change.</summary>
    public uint FloatWrites { get; init; }

    /// <summary>True in the coprocessor 10 and 11 space.</summary>
    public bool IsFloat { get; init; }

    /// <summary>What happens to FPSCR.</summary>
    public FpscrUse Fpscr { get; init; }

    /// <summary>MSR, CPS: masks, stack pointers and CONTROL may change.</summary>
    public bool WritesSystem { get; init; }

    /// <summary>Writes memory.</summary>
    public bool Stores { get; init; }

    /// <summary>The IT instruction: its low byte becomes the IT state.</summary>
    public uint? ItState { get; init; }

    /// <summary>BL and BLX.</summary>
    public bool IsCall { get; init; }

    /// <summary>Decodes an instruction.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="first">First halfword.</param>
    /// <param name="second">Second halfword; not looked at for a 16-bit instruction.</param>
    public static InstructionEffects Decode(uint address, uint first, uint second) =>
        first >> 11 >= 0b11101 ? WideEffects.Decode(address, first, second) : NarrowEffects.Decode(address, first);
}
