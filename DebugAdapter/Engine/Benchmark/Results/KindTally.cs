using RspDebug.DebugAdapter.Engine.Benchmark.Running;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>What one kind of step took.</summary>
internal sealed class KindTally
{
    /// <summary>Steps of this kind.</summary>
    public long Steps { get; set; }

    /// <summary>Successes.</summary>
    public long Succeeded { get; set; }

    /// <summary>Microseconds.</summary>
    public Histogram Latency { get; set; } = new();

    /// <summary>Steps by their number of packets.</summary>
    public SortedDictionary<int, long> Packets { get; } = [];

    /// <summary>Counts a step.</summary>
    public void Add(in StepOutcome outcome)
    {
        Steps++;
        if (outcome.Failure is null) Succeeded++;
        Latency.Add(outcome.Time.TotalMicroseconds);
        Packets[(int)outcome.Packets] = Packets.GetValueOrDefault((int)outcome.Packets) + 1;
    }

    /// <summary>The number of packets that a fraction of the steps does not exceed.</summary>
    public int PacketPercentile(double fraction)
    {
        long rank = (long)Math.Ceiling(fraction * Steps), seen = 0;
        foreach ((int packets, long count) in Packets)
        {
            seen += count;
            if (seen >= rank) return packets;
        }

        return 0;
    }
}
