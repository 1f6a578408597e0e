namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>What the steps met.</summary>
internal sealed record MetReport
{
    /// <summary>Handlers whose entry was stepped into, by exception number.</summary>
    public SortedDictionary<string, long> Entries { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Entries that preempted another handler.</summary>
    public long NestedEntries { get; init; }

    /// <summary>Exception returns that were stepped.</summary>
    public long ExceptionReturns { get; init; }

    /// <summary>Steps inside handlers.</summary>
    public long HandlerSteps { get; init; }

    /// <summary>Handlers that ran in all, where the board tells.</summary>
    public long? HandlersRun { get; init; }

    /// <summary>FP instructions.</summary>
    public long FloatSteps { get; init; }

    /// <summary>Steps across which FPSCR changed.</summary>
    public long FpscrChanges { get; init; }

    /// <summary>Changes of FPSCR that a tool made.</summary>
    public long FpscrFaults { get; init; }

    /// <summary>Those that were undone.</summary>
    public long FpscrRestored { get; init; }
}
