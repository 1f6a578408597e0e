namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Percentiles, with the counts that they are made of.</summary>
internal sealed record LatencyReport
{
    /// <summary>Median.</summary>
    public double P50 { get; init; }

    /// <summary>90 % are not above.</summary>
    public double P90 { get; init; }

    /// <summary>99 % are not above.</summary>
    public double P99 { get; init; }

    /// <summary>The largest.</summary>
    public double Max { get; init; }

    /// <summary>The mean.</summary>
    public double Mean { get; init; }

    /// <summary>Bucket and count; a bucket's middle is 1.02 to its power.</summary>
    public List<long[]> Buckets { get; init; } = [];
}
