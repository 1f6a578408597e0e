using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>One happening on a link.</summary>
/// <param name="Kind">What.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Payload">Decoded, or the bytes of junk, or a text.</param>
internal sealed record LinkEvent(LinkEventKind Kind, LinkDirection Direction, byte[] Payload)
{
    /// <summary>Line of the log on which it is complete.</summary>
    public int Line { get; init; }

    /// <summary>When it was complete.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Number of the log's entry that completes it.</summary>
    public int Record { get; init; }

    /// <summary>Number of the entry that it begins in.</summary>
    public int FirstRecord { get; init; }

    /// <summary>The log leaves out the content, or its end.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>It came in several pieces.</summary>
    public bool IsSplit => FirstRecord != Record;
}
