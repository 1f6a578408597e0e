using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Session;

/// <summary>The live counters behind <see cref="RspStatistics"/>. Written under the link's lock.</summary>
internal sealed class LinkCounters
{
    public long PacketsSent { get; set; }

    public long BytesSent { get; set; }

    public long RoundTrips { get; set; }

    public long Retransmissions { get; set; }

    public long NaksReceived { get; set; }

    public long NaksSent { get; set; }

    public long UnexpectedPackets { get; set; }

    public long Timeouts { get; set; }

    public long Resynchronisations { get; set; }

    public RspStatistics Snapshot(DecoderStatistics received) => new()
    {
        PacketsSent = PacketsSent,
        PacketsReceived = received.Packets,
        BytesSent = BytesSent,
        BytesReceived = received.BytesReceived,
        RoundTrips = RoundTrips,
        Retransmissions = Retransmissions,
        NaksReceived = NaksReceived,
        NaksSent = NaksSent,
        DamagedPackets = received.BadChecksums + received.Malformed + received.Truncated + received.Oversize,
        JunkBytes = received.JunkBytes,
        Notifications = received.Notifications,
        UnexpectedPackets = UnexpectedPackets,
        Timeouts = Timeouts,
        Resynchronisations = Resynchronisations,
    };
}
