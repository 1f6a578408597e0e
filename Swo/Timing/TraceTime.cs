namespace RspDebug.Swo.Timing;

/// <summary>When an event happened, in core clock cycles since the first timestamp began to count: it lies in <c>[Low, High]</c>.</summary>
/// <param name="Low">Earliest cycle.</param>
/// <param name="High">Latest cycle; <see cref="Unknown"/> when there is no bound.</param>
/// <param name="Quality">Why the interval is as wide as it is.</param>
/// <param name="Epoch">
/// Rises when damage may have swallowed a timestamp: from then on all times are too early by an unknown amount, and only times of the same epoch
/// compare.
/// </param>
public readonly record struct TraceTime(long Low, long High, TimeQuality Quality, int Epoch)
{
    /// <summary>No upper bound.</summary>
    public const long Unknown = long.MaxValue;

    /// <summary>Whether there are two bounds.</summary>
    public bool IsBounded => High != Unknown;

    /// <summary>The best single guess; the lower bound when there is no upper one.</summary>
    public long Midpoint => IsBounded ? Low + (High - Low) / 2 : Low;

    /// <summary>High less Low, in cycles; <see cref="Unknown"/> when there is no upper bound.</summary>
    public long Width => IsBounded ? High - Low : Unknown;

    /// <summary>
    /// What is left when one event has two times: the narrower quality, both bounds. Of times of different epochs, or without a common cycle, the
    /// first.
    /// </summary>
    public TraceTime Intersect(TraceTime other)
    {
        long low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return Epoch != other.Epoch || low > high ? this : new TraceTime(low, high, Width <= other.Width ? Quality : other.Quality, Epoch);
    }

    /// <summary>Cycles from another event to this one, as bounds; null across epochs or without an upper bound.</summary>
    public (long Low, long High)? Since(TraceTime earlier) =>
        Epoch == earlier.Epoch && IsBounded && earlier.IsBounded ? (Math.Max(0, Low - earlier.High), High - earlier.Low) : null;
}
