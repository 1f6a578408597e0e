using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>What a run of the link benchmark gave.</summary>
internal sealed record LinkMeasurement
{
    /// <summary>The series, in the order they were measured.</summary>
    public List<RequestSeries> Series { get; } = [];

    /// <summary>What was left out, and why.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Why it ended early; null when it did not.</summary>
    public string? Failure { get; set; }

    /// <summary>Memory and registers are as they were before.</summary>
    public bool IsRestored { get; set; } = true;

    /// <summary>Largest packet that the server takes.</summary>
    public int PacketSizeInBytes { get; init; }

    /// <summary>Acknowledgements were off.</summary>
    public bool IsNoAckMode { get; init; }

    /// <summary>Counters of the whole session.</summary>
    public RspStatistics Totals { get; set; } = new();
}
