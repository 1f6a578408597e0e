using RspDebug.Swo.Timing;

namespace RspDebug.Swo.UserPackets;

/// <summary>A user packet, or bytes that are none.</summary>
public readonly ref struct UserPacket
{
    internal UserPacket(UserPacketStatus status, int port, byte type, UserPacketType? layout, ReadOnlySpan<byte> payload, TraceTime time)
    {
        Status = status;
        Port = port;
        Type = type;
        Layout = layout;
        Payload = payload;
        Time = time;
    }

    /// <summary>Whether it is a packet, else why not.</summary>
    public UserPacketStatus Status { get; }

    /// <summary>The stimulus port.</summary>
    public int Port { get; }

    /// <summary>The type byte; 0 unless <see cref="UserPacketStatus.Whole"/>.</summary>
    public byte Type { get; }

    /// <summary>The type's layout; null when the schema does not know it.</summary>
    public UserPacketType? Layout { get; }

    /// <summary>The payload; of anything but a whole packet, the bytes skipped. Valid until the next call of the decoder.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>When its first byte was written.</summary>
    public TraceTime Time { get; }

    /// <summary>The fields, in order; none without a layout.</summary>
    public UserFieldReader Fields => new(Layout, Payload);
}
