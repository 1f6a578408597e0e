using RspDebug.Swo.Dwt;

namespace RspDebug.Swo.Itm;

/// <summary>One packet. Small and flat, so that millions a second cost nothing; the typed views give its fields their names.</summary>
public readonly struct ItmPacket : IEquatable<ItmPacket>
{
    private readonly uint _tags;

    internal ItmPacket(ItmPacketKind kind, long offset, ulong value = 0, int source = 0, int size = 0, int detail = 0)
        : this(offset, value, Tags(kind, source, size, detail))
    {
    }

    /// <summary>From fields put together before: decoding writes three words a packet.</summary>
    internal ItmPacket(long offset, ulong value, uint tags) => (Offset, Value, _tags) = (offset, value, tags);

    /// <summary>Byte offset of its header in the stream.</summary>
    public long Offset { get; }

    internal ulong Value { get; }

    /// <summary>What it is; only the view of that kind has a meaning.</summary>
    public ItmPacketKind Kind => (ItmPacketKind)(byte)_tags;

    internal byte Source => (byte)(_tags >> 8);

    internal byte Size => (byte)(_tags >> 16);

    internal byte Detail => (byte)(_tags >> 24);

    /// <summary>View of a <see cref="ItmPacketKind.Software"/> packet.</summary>
    public SoftwareWrite Software => new(Source, Size, (uint)Value);

    /// <summary>View of a <see cref="ItmPacketKind.LocalTimestamp"/> packet.</summary>
    public LocalTimestamp LocalTimestamp => new((uint)Value, (TimestampControl)Detail, Size);

    /// <summary>View of a <see cref="ItmPacketKind.GlobalTimestamp"/> packet.</summary>
    public GlobalTimestamp GlobalTimestamp => new(Source, Value, Size, (Detail & 1) != 0, (Detail & 2) != 0);

    /// <summary>View of an <see cref="ItmPacketKind.Extension"/> packet.</summary>
    public ExtensionInformation Extension => new((Detail & 1) != 0, (Detail & 2) != 0, (uint)Value);

    /// <summary>View of an <see cref="ItmPacketKind.EventCounter"/> packet.</summary>
    public DwtCounters Counters => (DwtCounters)Value;

    /// <summary>View of an <see cref="ItmPacketKind.Exception"/> packet.</summary>
    public ExceptionTrace Exception => new((int)Value, (ExceptionFunction)Detail);

    /// <summary>View of a <see cref="ItmPacketKind.PcSample"/> packet.</summary>
    public PcSample PcSample => new((PcSampleState)Detail, (uint)Value);

    /// <summary>View of the three data trace kinds.</summary>
    public DataTrace Data => new(Source, (uint)Value, Size, Detail != 0);

    /// <summary>View of a <see cref="ItmPacketKind.PerformanceCounter"/> packet: one bit for each counter.</summary>
    public int PerformanceCounters => (int)Value;

    /// <summary>View of a <see cref="ItmPacketKind.Hardware"/> packet.</summary>
    public HardwarePacket Hardware => new(Source, Size, (uint)Value);

    /// <summary>View of a <see cref="ItmPacketKind.Malformed"/> packet.</summary>
    public MalformedReason Reason => (MalformedReason)Detail;

    /// <summary>Bytes of a malformed or incomplete packet, or of a synchronization; at most 255 are told.</summary>
    public int SizeInBytes => Size;

    /// <summary>Compares all fields.</summary>
    public static bool operator ==(ItmPacket left, ItmPacket right) => left.Equals(right);

    /// <summary>Compares all fields.</summary>
    public static bool operator !=(ItmPacket left, ItmPacket right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ItmPacket other) =>
        Offset == other.Offset && Value == other.Value && _tags == other._tags;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ItmPacket other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, Value, _tags);

    internal static uint Tags(ItmPacketKind kind, int source, int size, int detail) =>
        (uint)((byte)kind | (byte)source << 8 | (byte)size << 16 | (byte)detail << 24);

    /// <inheritdoc/>
    public override string ToString() => ItmPacketText.Write(this);
}
