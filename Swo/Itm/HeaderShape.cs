using RspDebug.Swo.Dwt;

namespace RspDebug.Swo.Itm;

/// <summary>What a header byte says of its packet, for the packets that need no second look.</summary>
/// <param name="Mask">Bits of the eight bytes behind the header that are the value.</param>
/// <param name="Constant">The value, when it stands in the header.</param>
/// <param name="Tags">Kind, source, size and detail, as <see cref="ItmPacket"/> keeps them.</param>
/// <param name="Length">Bytes of the packet; 0: it needs a second look.</param>
internal readonly record struct HeaderShape(uint Mask, uint Constant, uint Tags, int Length)
{
    private const byte LastLocalTimestamp2 = 0x60;

    /// <summary>By header byte.</summary>
    public static HeaderShape[] Armv7M { get; } = [.. Enumerable.Range(0, 256).Select(header => Create((byte)header, armv8M: false))];

    /// <summary>By header byte, with the additions of Armv8-M.</summary>
    public static HeaderShape[] Armv8M { get; } = [.. Enumerable.Range(0, 256).Select(header => Create((byte)header, armv8M: true))];

    private static HeaderShape Create(byte header, bool armv8M)
    {
        if (header is > 0 and <= LastLocalTimestamp2 && (header & 0x0f) == 0)
            return new HeaderShape(0, (uint)header >> 4, ItmPacket.Tags(ItmPacketKind.LocalTimestamp, 0, 2, 0), 1);
        if ((header & 3) == 0) return default;
        int size = (header & 3) == 3 ? 4 : header & 3, source = header >> 3;
        if ((header & 4) == 0) return Source(ItmPacketKind.Software, source, size, 0);
        int comparator = source >> 1 & 3;
        return source switch
        {
            0 when size == 1 => new HeaderShape((uint)DwtCounters.All, 0, ItmPacket.Tags(ItmPacketKind.EventCounter, 0, 0, 0), 2),
            2 when size == 4 => new HeaderShape(uint.MaxValue, 0, ItmPacket.Tags(ItmPacketKind.PcSample, 0, 0, 0), 5),
            0 or 1 or 2 => default,
            3 when armv8M => default,
            >= 8 and < 16 when (source & 1) == 0 && size == 4 => Source(ItmPacketKind.DataPc, comparator, size, 0),
            >= 8 and < 16 when (source & 1) != 0 && size == 2 => Source(ItmPacketKind.DataAddress, comparator, size, 0),
            >= 8 and < 16 => default,
            >= 16 and < 24 => Source(ItmPacketKind.DataValue, comparator, size, source & 1),
            _ => default,           // Rare, and in a damaged stream not believed at once.
        };
    }

    private static HeaderShape Source(ItmPacketKind kind, int source, int size, int detail) =>
        new(uint.MaxValue >> 32 - 8 * size, 0, ItmPacket.Tags(kind, source, size, detail), size + 1);
}
