using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>The measured requests of one kind and size.</summary>
/// <param name="kind">The packet: <c>g</c>, <c>p</c>, <c>m</c>, ...; <c>read</c> and <c>write</c> for accesses that may take several.</param>
/// <param name="sizeInBytes">Of the memory or registers; 0 where there is none.</param>
internal sealed class RequestSeries(string kind, int sizeInBytes)
{
    private readonly List<double> _microseconds = [];
    private double[]? _sorted;

    public string Kind { get; } = kind;

    public int SizeInBytes { get; } = sizeInBytes;

    /// <summary>Packets that one access takes.</summary>
    public int Packets { get; init; } = 1;

    public IReadOnlyList<double> Microseconds => _microseconds;

    public long Timeouts { get; private set; }

    public long Retransmits { get; private set; }

    public long Naks { get; private set; }

    /// <summary>Adds a request.</summary>
    public void Add(TimeSpan time)
    {
        _microseconds.Add(time.TotalMicroseconds);
        _sorted = null;
    }

    /// <summary>Adds what went wrong between two moments.</summary>
    public void Add(RspStatistics before, RspStatistics after)
    {
        Timeouts += after.Timeouts - before.Timeouts;
        Retransmits += after.Retransmissions - before.Retransmissions;
        Naks += after.NaksSent - before.NaksSent + (after.NaksReceived - before.NaksReceived);
    }

    /// <summary>The value that a share of the requests does not exceed; 0 without requests.</summary>
    public double Percentile(double share)
    {
        if (_microseconds.Count == 0) return 0;
        _sorted ??= [.. _microseconds.Order()];
        return _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
    }

    /// <summary>Where the true median lies with 95 % confidence, by the order of the values alone.</summary>
    public (double Low, double High) Median95()
    {
        if (_microseconds.Count == 0) return (0, 0);
        _sorted ??= [.. _microseconds.Order()];
        // Ranks n/2 -+ 1.96 sqrt(n)/2: the binomial distribution of how many values are below the median.
        double middle = _sorted.Length / 2.0, spread = 0.98 * Math.Sqrt(_sorted.Length);
        return (_sorted[Math.Clamp((int)Math.Floor(middle - spread), 0, _sorted.Length - 1)], _sorted[Math.Clamp((int)Math.Ceiling(middle + spread), 0, _sorted.Length - 1)]);
    }
}
