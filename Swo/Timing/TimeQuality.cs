namespace RspDebug.Swo.Timing;

/// <summary>How well the time of an event is known, and why not better.</summary>
public enum TimeQuality : byte
{
    /// <summary>To one tick of the timestamp clock (TC 0).</summary>
    Exact,

    /// <summary>The timestamp was late (TC 1): after the one before, not after this one.</summary>
    Delayed,

    /// <summary>The packet waited (TC 2): not after the timestamp; not before what the buffer and the order of events allow.</summary>
    Late,

    /// <summary>Both (TC 3).</summary>
    DelayedLate,

    /// <summary>Other packets stand between it and the timestamp, which is exact only for the last of them.</summary>
    Grouped,

    /// <summary>The first timestamp after damage: what TC says of packets around it does not hold.</summary>
    AfterGap,

    /// <summary>No timestamp came after it: only the earliest time is known.</summary>
    Open,
}
