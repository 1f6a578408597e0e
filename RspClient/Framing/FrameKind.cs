namespace RspDebug.RspClient.Framing;

/// <summary>What <see cref="PacketDecoder"/> found in the byte stream.</summary>
public enum FrameKind
{
    /// <summary><c>+</c>: the stub took the last packet.</summary>
    Ack,

    /// <summary><c>-</c>: the stub asks for the last packet again.</summary>
    Nak,

    /// <summary><c>$payload#cs</c> with a right checksum.</summary>
    Packet,

    /// <summary><c>%payload#cs</c> with a right checksum; never acknowledged.</summary>
    Notification,

    /// <summary>A packet whose checksum does not match, or is not hexadecimal. Its payload is for display only.</summary>
    BadChecksum,

    /// <summary>A packet with a right checksum and an illegal escape or run length. Its payload is for display only.</summary>
    Malformed,

    /// <summary>A packet cut short by the start of another. Its payload is for display only.</summary>
    Truncated,

    /// <summary>A packet larger than the decoder's bound; its bytes were dropped.</summary>
    Oversize,

    /// <summary>Bytes between packets that mean nothing, or a damaged notification.</summary>
    Junk,
}
