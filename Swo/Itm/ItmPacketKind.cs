namespace RspDebug.Swo.Itm;

/// <summary>Kinds of packet in an ITM stream (DDI0403E, appendix D4), and the two that mean damage.</summary>
public enum ItmPacketKind : byte
{
    /// <summary>At least 47 zero bits and a one.</summary>
    Synchronization,

    /// <summary>Packets were lost before this point.</summary>
    Overflow,

    /// <summary>A write to a stimulus port.</summary>
    Software,

    /// <summary>Time since the last local timestamp.</summary>
    LocalTimestamp,

    /// <summary>Low (GTS1) or high (GTS2) bits of the global time.</summary>
    GlobalTimestamp,

    /// <summary>Stimulus page, or an extension of the hardware source.</summary>
    Extension,

    /// <summary>DWT counters that wrapped.</summary>
    EventCounter,

    /// <summary>Exception entered, left or returned to.</summary>
    Exception,

    /// <summary>Periodic PC sample.</summary>
    PcSample,

    /// <summary>PC of a data access that a comparator matched.</summary>
    DataPc,

    /// <summary>Low address bits of a data access.</summary>
    DataAddress,

    /// <summary>Value of a data access.</summary>
    DataValue,

    /// <summary>Armv8-M: a comparator matched, and says no more.</summary>
    DataMatch,

    /// <summary>Armv8.1-M: counters of the performance monitor that overflowed.</summary>
    PerformanceCounter,

    /// <summary>A hardware packet with a discriminator that has no meaning here.</summary>
    Hardware,

    /// <summary>Bytes that are no packet; <see cref="MalformedReason"/> says why.</summary>
    Malformed,

    /// <summary>The stream ended inside a packet.</summary>
    Incomplete,
}
