namespace RspDebug.Swo.Itm;

/// <summary>Packets of the protocol itself: overflow, timestamps, extensions, synchronization.</summary>
public sealed partial class ItmDecoder
{
    private const byte OverflowHeader = 0x70;
    private const byte GlobalTimestamp1Header = 0x94;
    private const byte GlobalTimestamp2Header = 0xb4;
    private const int SynchronizationZeroBits = 47;

    private int ReadProtocol(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        byte header = bytes[0];
        switch (header)
        {
            case OverflowHeader:
                packet = new ItmPacket(ItmPacketKind.Overflow, offset);
                return 1;
            case GlobalTimestamp1Header:
                return ReadGlobalTimestamp1(bytes, offset, out packet);
            case GlobalTimestamp2Header:
                return ReadGlobalTimestamp2(bytes, offset, out packet);
        }

        if ((header & 0x8f) == 0)       // 0vvv_0000, v from 1 to 6: zero and overflow were taken above.
        {
            packet = new ItmPacket(ItmPacketKind.LocalTimestamp, offset, (ulong)header >> 4, size: 2);
            return 1;
        }

        if ((header & 0xcf) == 0xc0) return ReadLocalTimestamp(bytes, offset, out packet);
        if ((header & 0x0b) == 0x08) return ReadExtension(bytes, offset, out packet);
        packet = Malformed(offset, MalformedReason.ReservedHeader, 1);
        return 1;
    }

    private static int ReadLocalTimestamp(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        if (!TryReadContinuation(bytes, 4, offset, out ulong value, out int used, out packet)) return used;
        packet = new ItmPacket(ItmPacketKind.LocalTimestamp, offset, value, size: 1, detail: bytes[0] >> 4 & 3);
        return used;
    }

    private static int ReadGlobalTimestamp1(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        if (!TryReadContinuation(bytes, 4, offset, out ulong value, out int used, out packet)) return used;
        bool full = used == 5;          // Only the fourth payload byte holds Wrap (bit 6) and ClkCh (bit 5).
        int flags = full ? bytes[4] >> 6 & 1 | (bytes[4] >> 5 & 1) << 1 : 0;
        packet = new ItmPacket(ItmPacketKind.GlobalTimestamp, offset, full ? value & 0x3ffffff : value, 1, full ? 26 : 7 * (used - 1), flags);
        return used;
    }

    private static int ReadGlobalTimestamp2(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        if (!TryReadContinuation(bytes, 6, offset, out ulong value, out int used, out packet)) return used;
        packet = used switch
        {
            5 => new ItmPacket(ItmPacketKind.GlobalTimestamp, offset, value, 2, 22),
            7 => new ItmPacket(ItmPacketKind.GlobalTimestamp, offset, value, 2, 38),
            _ => Malformed(offset, MalformedReason.GlobalTimestampLength, used),
        };
        return used;
    }

    private static int ReadExtension(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        byte header = bytes[0];
        uint value = (uint)(header >> 4 & 7);
        int used = 1;
        for (int shift = 3; (used == 1 ? header : bytes[used - 1]) >= 0x80 && used <= 4; shift += 7, used++)
        {
            packet = default;
            if (used >= bytes.Length) return 0;
            // The fourth byte has 8 data bits and no continuation bit.
            value |= (uint)(used == 4 ? bytes[used] : bytes[used] & 0x7f) << shift;
        }

        bool hardware = (header & 4) != 0, page = !hardware && used == 1;
        packet = new ItmPacket(ItmPacketKind.Extension, offset, value, detail: (page ? 1 : 0) | (hardware ? 2 : 0));
        return used;
    }

    /// <summary>
    /// Reads payload bytes of 7 bits, the first the least significant, while bit 7 is set. On false, <paramref name="used"/> is 0 when bytes are
    /// missing; else the packet is malformed.
    /// </summary>
    private static bool TryReadContinuation(ReadOnlySpan<byte> bytes, int most, long offset, out ulong value, out int used, out ItmPacket packet)
    {
        (value, used, packet) = (0, 1, default);
        byte next;
        do
        {
            if (used >= bytes.Length)
            {
                used = 0;
                return false;
            }

            next = bytes[used];
            value |= (ulong)(next & 0x7f) << 7 * (used - 1);
            used++;
        }
        while (next >= 0x80 && used <= most);

        if (next < 0x80) return true;
        packet = Malformed(offset, MalformedReason.TooLong, used);
        return false;
    }

    /// <summary>Counts zero bytes, however many and however split, and reads the byte that ends them.</summary>
    private bool ReadZeros(ReadOnlySpan<byte> bytes, out ItmPacket packet)
    {
        packet = default;
        int zeros = bytes.IndexOfAnyExcept((byte)0);
        _zeros += zeros < 0 ? bytes.Length : zeros;
        _start += zeros < 0 ? bytes.Length : zeros;
        if (zeros < 0) return false;

        byte last = bytes[zeros];
        long offset = _bufferOffset + _start - _zeros, length = _zeros;
        _zeros = 0;
        if (length * 8 + int.TrailingZeroCount(last) < SynchronizationZeroBits)
        {
            packet = Malformed(offset, MalformedReason.ShortSynchronization, (int)length);
            Count(packet);
            return true;                // The byte itself may be a header.
        }

        _start++;
        packet = new ItmPacket(ItmPacketKind.Synchronization, offset, size: (int)Math.Min(length + 1, byte.MaxValue));
        _packets++;
        _synchronizations++;
        if (_damaged) _resynchronizations++;
        (_page, IsSynchronized, _damaged) = (0, true, false);
        return true;
    }
}
