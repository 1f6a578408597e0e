namespace RspDebug.DebugAdapter.Launch;

/// <summary>Watching expressions while the target runs.</summary>
public sealed record LiveWatch
{
    /// <summary>Read memory while the target runs.</summary>
    public bool Enabled { get; init; }

    /// <summary>How often at most, in reads of all expressions a second.</summary>
    public double SamplesPerSecond { get; init; } = 4;
}
