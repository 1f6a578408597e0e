using RspDebug.DebugAdapter.Engine.Audit;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>What the analysis of a log gives.</summary>
/// <param name="Log">Its name.</param>
/// <param name="Format">Its form: <see cref="LinkLogs.LinkLogFormat.Name"/>.</param>
internal sealed record LinkSummary(string Log, string Format)
{
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    public required IReadOnlyDictionary<string, KindStatistics> Kinds { get; init; }

    public required IReadOnlyList<ExchangePoint> Points { get; init; }

    public int Records { get; init; }

    public long BytesToStub { get; init; }

    public long BytesToClient { get; init; }

    /// <summary>From the first entry to the last; null without times.</summary>
    public TimeSpan? Duration { get; init; }

    public int Replies { get; init; }

    public int Retransmissions { get; init; }

    public int Naks { get; init; }

    /// <summary>Packets of the stub that came in several pieces.</summary>
    public int SplitReplies { get; init; }

    public bool HasAcks { get; init; }

    public bool EndsWithAcks { get; init; }

    /// <summary>The program runs at the end of the log.</summary>
    public bool IsRunning { get; init; }

    public string? Features { get; init; }

    public long Requests => Kinds.Values.Sum(static kind => kind.Requests);
}
