namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>One kind of step.</summary>
internal sealed record KindReport
{
    /// <summary>Steps.</summary>
    public long Steps { get; init; }

    /// <summary>Successes.</summary>
    public long Succeeded { get; init; }

    /// <summary>Time.</summary>
    public required LatencyReport LatencyUs { get; init; }

    /// <summary>Median number of packets.</summary>
    public int PacketsP50 { get; init; }

    /// <summary>99 % are not above.</summary>
    public int PacketsP99 { get; init; }

    /// <summary>The most.</summary>
    public int PacketsMax { get; init; }

    /// <summary>Number of packets, and how many steps took so many.</summary>
    public List<long[]> Packets { get; init; } = [];
}
