namespace RspDebug.Swo.Dwt;

/// <summary>DWT counters that wrapped (D4, discriminator 0).</summary>
[Flags]
public enum DwtCounters : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CPICNT: extra cycles of instructions.</summary>
    Cpi = 1,

    /// <summary>EXCCNT: exception overhead.</summary>
    Exception = 2,

    /// <summary>SLEEPCNT.</summary>
    Sleep = 4,

    /// <summary>LSUCNT: extra load and store cycles.</summary>
    LoadStore = 8,

    /// <summary>FOLDCNT: folded instructions.</summary>
    Fold = 16,

    /// <summary>POSTCNT of the cycle counter.</summary>
    Cycle = 32,

    /// <summary>All of them.</summary>
    All = 63,
}
