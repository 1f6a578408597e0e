namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Moves runs of bits between little-endian byte buffers; bit 0 is the least significant bit of the first byte.</summary>
internal static class BitCopy
{
    public static void Copy(ReadOnlySpan<byte> source, int sourceBit, Span<byte> destination, int destinationBit, int sizeInBits)
    {
        if (((sourceBit | destinationBit | sizeInBits) & 7) == 0)
        {
            source.Slice(sourceBit / 8, sizeInBits / 8).CopyTo(destination[(destinationBit / 8)..]);
            return;
        }

        for (int i = 0; i < sizeInBits; i++)
        {
            int from = sourceBit + i;
            int to = destinationBit + i;
            int bit = (source[from / 8] >> (from % 8)) & 1;
            destination[to / 8] = (byte)((destination[to / 8] & ~(1 << (to % 8))) | (bit << (to % 8)));
        }
    }

    /// <summary>Up to 64 bits as a number.</summary>
    public static ulong Extract(ReadOnlySpan<byte> source, BitRange range)
    {
        ulong value = 0;
        for (int i = range.SizeInBits - 1; i >= 0; i--)
        {
            int from = range.OffsetInBits + i;
            value = (value << 1) | (((uint)source[from / 8] >> (from % 8)) & 1);
        }

        return value;
    }

    /// <summary>Extends a field of <paramref name="sizeInBits"/> bits to 64.</summary>
    public static ulong Extend(ulong bits, int sizeInBits, bool isSigned)
    {
        int unused = 64 - sizeInBits;
        return isSigned ? unchecked((ulong)((long)(bits << unused) >> unused)) : bits << unused >> unused;
    }
}
