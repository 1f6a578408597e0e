using System.Buffers.Binary;

namespace RspDebug.Swo.Itm;

/// <summary>Many packets in one call.</summary>
public sealed partial class ItmDecoder
{
    private const byte ExceptionHeader = 0x0e;
    private const int FunctionShift = 12, FunctionMask = 3, NumberMask = 0x1ff;

    private readonly HeaderShape[] _shapes = options?.Armv8M ?? false ? HeaderShape.Armv8M : HeaderShape.Armv7M;

    /// <summary>Takes as many packets as there are and as fit: the same as <see cref="TryRead"/> again and again, several times as fast.</summary>
    /// <returns>How many; fewer than fit when more bytes are needed.</returns>
    public int Read(Span<ItmPacket> packets)
    {
        int count = 0;
        while (count < packets.Length)
        {
            count += ReadPlain(packets[count..]);
            if (count == packets.Length || !TryRead(out packets[count])) break;
            count++;
        }

        return count;
    }

    /// <summary>Packets without side effects on the decoder, as long as eight bytes can be loaded at once.</summary>
    private int ReadPlain(Span<ItmPacket> packets)
    {
        if (_zeros != 0 || _page != 0) return 0;
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _end);
        HeaderShape[] shapes = _shapes;
        int at = _start, count = 0;
        long offset = _bufferOffset;
        while (count < packets.Length && bytes.Length - at >= sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            uint header = (byte)word;
            ref readonly HeaderShape shape = ref shapes[header];
            if (shape.Length > 0)
            {
                packets[count++] = new ItmPacket(offset + at, (uint)(word >> 8) & shape.Mask | shape.Constant, shape.Tags);
                at += shape.Length;
                continue;
            }

            int length = header == ExceptionHeader ? ReadPlainException(word, offset + at, out packets[count])
                : (header & 0xcf) == 0xc0 ? ReadPlainTimestamp(word, offset + at, out packets[count])
                : 0;
            if (length == 0) break;
            at += length;
            count++;
        }

        _start = at;
        _packets += count;
        return count;
    }

    private static int ReadPlainException(ulong word, long offset, out ItmPacket packet)
    {
        uint value = (uint)(word >> 8) & 0xffff;
        int function = (int)(value >> FunctionShift & FunctionMask);
        packet = new ItmPacket(ItmPacketKind.Exception, offset, value & NumberMask, detail: function);
        return function == 0 ? 0 : 3;
    }

    /// <summary>The payload of up to four bytes, 7 bits each, from one word.</summary>
    private static int ReadPlainTimestamp(ulong word, long offset, out ItmPacket packet)
    {
        uint payload = (uint)(word >> 8), ends = ~payload & 0x80808080;
        int length = System.Numerics.BitOperations.TrailingZeroCount(ends) / 8 + 1;
        uint sent = payload & uint.MaxValue >> 32 - 8 * length;
        uint value = sent & 0x7f | (sent & 0x7f00) >> 1 | (sent & 0x7f0000) >> 2 | (sent & 0x7f000000) >> 3;
        packet = new ItmPacket(ItmPacketKind.LocalTimestamp, offset, value, size: 1, detail: (int)(word >> 4 & 3));
        return ends == 0 ? 0 : length + 1;
    }
}
