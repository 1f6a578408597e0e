namespace RspDebug.DebugAdapter.Engine.Trace.Analysis;

/// <summary>What was seen of one exception. Times are in core cycles, from entry to exit; of an interval, its middle.</summary>
/// <param name="Number">Exception number.</param>
internal sealed record ExceptionStatistics(int Number)
{
    /// <summary>Entries seen.</summary>
    public long Entered { get; set; }

    /// <summary>Entry to exit, whatever ran in between.</summary>
    public Distribution Total { get; } = new();

    /// <summary>Entry to exit, less the exceptions that preempted it.</summary>
    public Distribution Own { get; } = new();

    /// <summary>From the write that pended it to its entry, where data trace shows that write.</summary>
    public Distribution Latency { get; } = new();

    /// <summary>Half the widths of the intervals of <see cref="Total"/>: the error of a time is at most this.</summary>
    public Distribution Uncertainty { get; } = new();

    /// <summary>Entries of other exceptions while it ran.</summary>
    public long Preempted { get; set; }

    /// <summary>How many exceptions were active at most when it was entered, itself included.</summary>
    public int DeepestNesting { get; set; }

    /// <summary>Runs whose entry or exit was lost in an overflow or damage; they have no time.</summary>
    public long Incomplete { get; set; }
}
