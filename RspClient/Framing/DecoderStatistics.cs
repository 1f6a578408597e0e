namespace RspDebug.RspClient.Framing;

/// <summary>What a decoder has seen since its creation.</summary>
public sealed class DecoderStatistics
{
    /// <summary>All bytes pushed.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Good packets.</summary>
    public long Packets { get; private set; }

    /// <summary>Good notifications.</summary>
    public long Notifications { get; private set; }

    /// <summary>Packets or notifications with a wrong checksum.</summary>
    public long BadChecksums { get; private set; }

    /// <summary>Packets with an illegal escape or run length.</summary>
    public long Malformed { get; private set; }

    /// <summary>Packets cut short by the start of another.</summary>
    public long Truncated { get; private set; }

    /// <summary>Packets over the size bound.</summary>
    public long Oversize { get; private set; }

    /// <summary>Bytes between packets that mean nothing.</summary>
    public long JunkBytes { get; internal set; }

    internal void Count(FrameKind kind)
    {
        switch (kind)
        {
            case FrameKind.Packet: Packets++; break;
            case FrameKind.Notification: Notifications++; break;
            case FrameKind.BadChecksum: BadChecksums++; break;
            case FrameKind.Malformed: Malformed++; break;
            case FrameKind.Truncated: Truncated++; break;
            case FrameKind.Oversize: Oversize++; break;
            default: break;
        }
    }
}
