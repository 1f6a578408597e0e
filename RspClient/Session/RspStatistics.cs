namespace RspDebug.RspClient.Session;

/// <summary>Counters of a session at one moment.</summary>
public sealed record RspStatistics
{
    /// <summary>Packets sent, retransmissions included, acknowledgements and interrupts not.</summary>
    public long PacketsSent { get; init; }

    /// <summary>Good packets received, notifications not included.</summary>
    public long PacketsReceived { get; init; }

    /// <summary>All bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>All bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Requests that were answered; packets of a pipelined batch count one each.</summary>
    public long RoundTrips { get; init; }

    /// <summary>Packets sent again, by us.</summary>
    public long Retransmissions { get; init; }

    /// <summary><c>-</c> received.</summary>
    public long NaksReceived { get; init; }

    /// <summary><c>-</c> sent: packets that the stub had to send again.</summary>
    public long NaksSent { get; init; }

    /// <summary>Packets received with a wrong checksum, or broken otherwise.</summary>
    public long DamagedPackets { get; init; }

    /// <summary>Bytes received between packets that mean nothing.</summary>
    public long JunkBytes { get; init; }

    /// <summary>Notifications received.</summary>
    public long Notifications { get; init; }

    /// <summary>Packets that answered no request, and were dropped.</summary>
    public long UnexpectedPackets { get; init; }

    /// <summary>Requests without an answer in time.</summary>
    public long Timeouts { get; init; }

    /// <summary>How often the link was brought back into step after a timeout.</summary>
    public long Resynchronisations { get; init; }
}
