namespace RspDebug.Swo.Itm;

/// <summary>Why bytes are no packet.</summary>
public enum MalformedReason : byte
{
    /// <summary>A header that no packet has.</summary>
    ReservedHeader,

    /// <summary>Fewer than 47 zero bits before the one.</summary>
    ShortSynchronization,

    /// <summary>The continuation bit is set in the last byte a packet may have.</summary>
    TooLong,

    /// <summary>A global timestamp's high part with neither 4 nor 6 bytes.</summary>
    GlobalTimestampLength,

    /// <summary>A hardware packet with a size its discriminator does not have.</summary>
    HardwareLength,

    /// <summary>An exception packet of another size than 2, or with the reserved function 0.</summary>
    Exception,

    /// <summary>A PC sample of a wrong size, or one byte that is neither "sleeping" nor "prohibited".</summary>
    PcSample,
}
