using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>What is to be set up in the target, worked out from the launch configuration.</summary>
internal sealed record SwoSettings
{
    /// <summary>The rate when the configuration leaves it open: every probe can do it, and 200 kB/s are enough for text and exceptions.</summary>
    public const int UsualRateInHz = 2_000_000;

    private const uint AllPorts = uint.MaxValue;

    /// <summary>The rate of the SWO pin.</summary>
    public required int RateInHz { get; init; }

    /// <summary>The TPIU's clock as the configuration says; 0 when it does not.</summary>
    public required int TraceClockInHz { get; init; }

    /// <summary>Line coding; else UART.</summary>
    public bool IsManchester { get; init; }

    /// <summary>A bit for each stimulus port that the firmware may write to.</summary>
    public uint StimulusPorts { get; init; } = AllPorts;

    /// <summary>Trace exceptions.</summary>
    public bool TracesExceptions { get; init; }

    /// <summary>DWT_CTRL bits 12, 9 and 4..1: whether and how often the PC is sampled.</summary>
    public uint PcSamplingBits { get; init; }

    /// <summary>Reads a configuration.</summary>
    public static SwoSettings From(SwoConfig configuration) => new()
    {
        RateInHz = configuration.SwoFrequency > 0 ? configuration.SwoFrequency : UsualRateInHz,
        TraceClockInHz = Math.Max(0, configuration.CpuFrequency),
        IsManchester = string.Equals(configuration.SwoEncoding, "manchester", StringComparison.OrdinalIgnoreCase),
        StimulusPorts = configuration.Decoders.Count == 0 ? AllPorts : configuration.Decoders.Aggregate(0u, static (ports, decoder) => ports | 1u << (decoder.Port & 31)),
        TracesExceptions = configuration.Exceptions,
        PcSamplingBits = SamplingBits(configuration.PcSampling),
    };

    // DDI0403E C1.8.7: a sample each (POSTPRESET + 1) turns of CYCCNT bit 6 (CYCTAP 0) or bit 10 (CYCTAP 1).
    private static uint SamplingBits(int cycles)
    {
        const uint Sample = 1 << 12, SlowTap = 1 << 9;
        if (cycles <= 0) return 0;
        return cycles <= 64 * 16
            ? Sample | Preset((cycles + 32) / 64)
            : Sample | SlowTap | Preset((cycles + 512) / 1024);

        static uint Preset(int turns) => (uint)(Math.Clamp(turns, 1, 16) - 1) << 1;
    }
}
