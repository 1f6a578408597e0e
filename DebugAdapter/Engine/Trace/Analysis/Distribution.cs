namespace RspDebug.DebugAdapter.Engine.Trace.Analysis;

/// <summary>Numbers by how often they came, in the same memory however many: exact up to 64 Ki of them, then with 1.6 % resolution.</summary>
internal sealed class Distribution
{
    private const int MostExact = 1 << 16;
    private const int StepsPerOctave = 64, ExactBelow = 128;
    private List<long>? _values = [];
    private long[]? _buckets;
    private double _sum;

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest; 0 when there is none.</summary>
    public long Min { get; private set; }

    /// <summary>The largest; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>All together.</summary>
    public double Sum => _sum;

    /// <summary>The mean; 0 when there is none.</summary>
    public double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>Adds a number; negative ones count as 0.</summary>
    public void Add(long value)
    {
        value = Math.Max(0, value);
        Min = Count == 0 ? value : Math.Min(Min, value);
        Max = Math.Max(Max, value);
        Count++;
        _sum += value;
        if (_values is { Count: < MostExact })
        {
            _values.Add(value);
            return;
        }

        if (_values is not null)
        {
            _buckets = new long[ExactBelow + StepsPerOctave * 64];
            foreach (long kept in _values) _buckets[BucketOf(kept)]++;
            _values = null;
        }

        _buckets![BucketOf(value)]++;
    }

    /// <summary>The smallest number that at least this share of all does not exceed.</summary>
    /// <param name="share">0 to 1.</param>
    public long Percentile(double share)
    {
        if (Count == 0) return 0;
        long rank = Math.Clamp((long)Math.Ceiling(share * Count), 1, Count);
        if (_values is not null)
        {
            _values.Sort();
            return _values[(int)rank - 1];
        }

        long seen = 0;
        for (int bucket = 0; bucket < _buckets!.Length; bucket++)
            if ((seen += _buckets[bucket]) >= rank) return Math.Clamp(LowestOf(bucket), Min, Max);
        return Max;
    }

    private static int BucketOf(long value)
    {
        if (value < ExactBelow) return (int)value;
        int octave = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value);     // 7 and up
        return ExactBelow + (octave - 7) * StepsPerOctave + (int)(value >> (octave - 6)) - StepsPerOctave;
    }

    private static long LowestOf(int bucket)
    {
        if (bucket < ExactBelow) return bucket;
        int octave = (bucket - ExactBelow) / StepsPerOctave + 7, step = (bucket - ExactBelow) % StepsPerOctave;
        return (long)(step + StepsPerOctave) << (octave - 6);
    }
}
