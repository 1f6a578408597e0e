namespace RspDebug.RspServer.Framing;

/// <summary>What a client sent: the four things that exist on the wire, and the three ways a packet can be bad.</summary>
public enum FrameKind
{
    /// <summary><c>+</c>: the last packet arrived well.</summary>
    Ack,

    /// <summary><c>-</c>: the last packet arrived damaged and is to be sent again.</summary>
    Nak,

    /// <summary>The raw byte 0x03 outside a packet: stop the target.</summary>
    Interrupt,

    /// <summary>A packet with a right checksum.</summary>
    Packet,

    /// <summary>A packet whose checksum differs, or whose two checksum characters are not hex.</summary>
    BadChecksum,

    /// <summary>A packet with a right checksum that breaks the encoding (an escape with nothing after it).</summary>
    BadEncoding,

    /// <summary>A packet longer than this stub takes; its bytes were counted, not kept.</summary>
    TooLong,
}
