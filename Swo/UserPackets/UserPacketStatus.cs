namespace RspDebug.Swo.UserPackets;

/// <summary>What became of bytes on a port with user packets.</summary>
public enum UserPacketStatus
{
    /// <summary>A packet.</summary>
    Whole,

    /// <summary>Bytes that begin no packet, skipped up to the next start byte.</summary>
    Stray,

    /// <summary>A start byte with a length or a type that the schema does not have; skipped.</summary>
    Invalid,

    /// <summary>A packet of which the rest is missing: an overflow or damage came between, or the stream ended.</summary>
    Cut,
}
