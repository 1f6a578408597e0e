namespace RspDebug.VirtualBoard.Core;

/// <summary>What an implementation of the Cortex-M4 chooses; the defaults are the nRF52840's.</summary>
public sealed record ProcessorOptions
{
    /// <summary>CPUID: Cortex-M4 r0p1.</summary>
    public uint CpuId { get; init; } = 0x410F_C241;

    /// <summary>Implemented priority bits, from the top of the byte: 1..8.</summary>
    public int PriorityBits { get; init; } = 3;

    /// <summary>External interrupts: 1..48.</summary>
    public int InterruptCount { get; init; } = 48;

    /// <summary>True: a store that fails on the bus is reported late (IMPRECISERR) unless ACTLR.DISDEFWBUF is set, as the write buffer does it.</summary>
    public bool ImpreciseStores { get; init; } = true;
}
