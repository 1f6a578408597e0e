using System.Buffers.Binary;
using RspDebug.Swo.Dwt;

namespace RspDebug.Swo.Itm;

/// <summary>Packets with a source: stimulus ports and the DWT (D4, "Instrumentation packet", "Hardware source packets").</summary>
public sealed partial class ItmDecoder
{
    private int ReadSource(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        byte header = bytes[0];
        int size = (header & 3) == 3 ? 4 : header & 3;
        packet = default;
        if (bytes.Length <= size) return 0;
        uint value = size switch
        {
            1 => bytes[1],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]),
        };
        int source = header >> 3;
        packet = (header & 4) == 0
            ? new ItmPacket(ItmPacketKind.Software, offset, value, (_page << 5) + source, size)
            : Hardware(offset, source, size, value);
        return size + 1;
    }

    private ItmPacket Hardware(long offset, int id, int size, uint value)
    {
        int comparator = id >> 1 & 3;
        return id switch
        {
            0 => size == 1 ? new ItmPacket(ItmPacketKind.EventCounter, offset, value & 0x3f) : Malformed(offset, MalformedReason.HardwareLength, size + 1),
            1 => Exception(offset, size, value),
            2 => PcSample(offset, size, value),
            >= 8 and < 16 when (id & 1) == 0 && size == 4 => new ItmPacket(ItmPacketKind.DataPc, offset, value, comparator, size),
            >= 8 and < 16 when (id & 1) != 0 && size == 2 => new ItmPacket(ItmPacketKind.DataAddress, offset, value, comparator, size),
            3 when _armv8M && size == 1 => new ItmPacket(ItmPacketKind.PerformanceCounter, offset, value),
            >= 8 and < 16 when _armv8M && (id & 1) != 0 => new ItmPacket(ItmPacketKind.DataAddress, offset, value, comparator, size),
            >= 8 and < 16 when _armv8M && size == 1 => new ItmPacket(ItmPacketKind.DataMatch, offset, value, comparator, size),
            >= 8 and < 16 => Malformed(offset, MalformedReason.HardwareLength, size + 1),
            >= 16 and < 24 => new ItmPacket(ItmPacketKind.DataValue, offset, value, comparator, size, id & 1),
            _ => new ItmPacket(ItmPacketKind.Hardware, offset, value, id, size),
        };
    }

    private static ItmPacket Exception(long offset, int size, uint value)
    {
        // Byte 0 and bit 0 of byte 1: number; byte 1 bits 5..4: function.
        int function = (int)(value >> 12 & 3);
        return size == 2 && function != 0
            ? new ItmPacket(ItmPacketKind.Exception, offset, value & 0x1ff, detail: function)
            : Malformed(offset, MalformedReason.Exception, size + 1);
    }

    private static ItmPacket PcSample(long offset, int size, uint value) => (size, value) switch
    {
        (4, _) => new ItmPacket(ItmPacketKind.PcSample, offset, value),
        (1, 0x00) => new ItmPacket(ItmPacketKind.PcSample, offset, detail: (int)PcSampleState.Sleeping),
        (1, 0xff) => new ItmPacket(ItmPacketKind.PcSample, offset, detail: (int)PcSampleState.Prohibited),
        _ => Malformed(offset, MalformedReason.PcSample, size + 1),
    };

    private static ItmPacket Malformed(long offset, MalformedReason reason, int size) => new(ItmPacketKind.Malformed, offset, size: size, detail: (int)reason);
}
