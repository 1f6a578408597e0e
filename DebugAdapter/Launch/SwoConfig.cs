namespace RspDebug.DebugAdapter.Launch;

/// <summary>SWO trace.</summary>
public sealed record SwoConfig
{
    /// <summary>Receive trace.</summary>
    public bool Enabled { get; init; }

    /// <summary>Where trace comes from: <c>probe</c>, <c>socket</c>, <c>file</c> or <c>serial</c>.</summary>
    public string Source { get; init; } = "probe";

    /// <summary>The rate of the SWO pin in hertz; 0 lets the server choose.</summary>
    public int SwoFrequency { get; init; }

    /// <summary>The rate of the trace clock in hertz.</summary>
    public int CpuFrequency { get; init; }

    /// <summary>The line coding, for probes with a choice: <c>uart</c> or <c>manchester</c>.</summary>
    public string? SwoEncoding { get; init; }

    /// <summary>The file or serial port when <c>source</c> is one.</summary>
    public string? SwoPath { get; init; }

    /// <summary>The port, with its host if it is another, when <c>source</c> is <c>socket</c>.</summary>
    public string? SwoPort { get; init; }

    /// <summary>Trace exceptions: which ran, when and how long.</summary>
    public bool Exceptions { get; init; }

    /// <summary>Core clock cycles between two samples of the PC, rounded to what the DWT can do (64 to 16384); 0 for none.</summary>
    public int PcSampling { get; init; }

    /// <summary>What is done with each stimulus port.</summary>
    public IReadOnlyList<TraceDecoder> Decoders { get; init; } = [];
}
