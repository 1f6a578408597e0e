namespace RspDebug.Swo.Events;

/// <summary>Kinds of event in a trace.</summary>
public enum TraceEventKind : byte
{
    /// <summary>A write to a stimulus port.</summary>
    Software,

    /// <summary>Exception entered, left or returned to.</summary>
    Exception,

    /// <summary>Periodic PC sample.</summary>
    PcSample,

    /// <summary>A data access that a comparator traced; one or more packets.</summary>
    DataAccess,

    /// <summary>DWT counters that wrapped.</summary>
    EventCounter,

    /// <summary>Armv8.1-M: counters of the performance monitor that overflowed.</summary>
    PerformanceCounter,

    /// <summary>A hardware packet without a known meaning.</summary>
    Hardware,

    /// <summary>Low or high bits of the global time.</summary>
    GlobalTimestamp,

    /// <summary>Stimulus page, or an extension of the hardware source.</summary>
    Extension,

    /// <summary>Synchronization packet.</summary>
    Synchronization,

    /// <summary>Packets were lost at the target.</summary>
    Overflow,

    /// <summary>Bytes were damaged on the way.</summary>
    Malformed,

    /// <summary>A packet of which the rest is missing.</summary>
    Incomplete,
}
