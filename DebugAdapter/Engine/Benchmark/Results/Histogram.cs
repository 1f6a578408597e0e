namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Counts values in buckets that grow by 2 %: percentiles of any number of values in a few kilobytes, and shards that can be added up.</summary>
internal sealed class Histogram
{
    private const double Growth = 1.02;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly SortedDictionary<int, long> _buckets = [];
    private double _sum;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The largest value, exactly.</summary>
    public double Max { get; private set; }

    /// <summary>The mean, exactly; 0 without values.</summary>
    public double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>Bucket and count, rising; for JSON.</summary>
    public IEnumerable<(int Bucket, long Count)> Buckets => _buckets.Select(static bucket => (bucket.Key, bucket.Value));

    /// <summary>The sum of all values; for JSON.</summary>
    public double Sum => _sum;

    /// <summary>The middle of a bucket.</summary>
    public static double MiddleOf(int bucket) => Math.Pow(Growth, bucket);

    /// <summary>Adds a value above 0; smaller ones count as the smallest bucket.</summary>
    public void Add(double value)
    {
        AddBucket((int)Math.Round(Math.Log(Math.Max(value, 1e-3)) / LogGrowth), 1);
        _sum += value;
        Max = Math.Max(Max, value);
    }

    /// <summary>Adds the values of another one.</summary>
    public void Add(Histogram other)
    {
        foreach ((int bucket, long count) in other.Buckets) AddBucket(bucket, count);
        _sum += other._sum;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>A histogram as it was written.</summary>
    public static Histogram From(IEnumerable<(int Bucket, long Count)> buckets, double sum, double max)
    {
        var histogram = new Histogram { Max = max };
        foreach ((int bucket, long count) in buckets) histogram.AddBucket(bucket, count);
        histogram._sum = sum;
        return histogram;
    }

    /// <summary>The value that a fraction of the values does not exceed, within 1 %; 0 without values.</summary>
    public double Percentile(double fraction)
    {
        long rank = (long)Math.Ceiling(fraction * Count), seen = 0;
        foreach ((int bucket, long count) in _buckets)
        {
            seen += count;
            if (seen >= rank) return Math.Min(MiddleOf(bucket), Max);
        }

        return Max;
    }

    private void AddBucket(int bucket, long count)
    {
        _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + count;
        Count += count;
    }
}
