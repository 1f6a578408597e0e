namespace RspDebug.Dwarf.Reading;

/// <summary>Variable-length integers: seven bits a byte, lowest first, bit 7 set on all but the last.</summary>
/// <remarks>
/// DWARF 5, 7.6. Producers pad numbers (<c>80 80 00</c> is 0), so length alone is no error; a value that needs more than 64 bits is.
/// </remarks>
public static class Leb128
{
    /// <summary>Reads an unsigned number from the front of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">Starts at the number; may go on behind it.</param>
    /// <param name="value">The number; 0 when the result is false.</param>
    /// <param name="sizeInBytes">Bytes the number takes; 0 when its final byte is missing.</param>
    /// <returns>False when the final byte is missing or the value does not fit 64 bits.</returns>
    public static bool TryReadUnsigned(ReadOnlySpan<byte> bytes, out ulong value, out int sizeInBytes)
    {
        value = 0;
        bool fits = true;
        for (int i = 0, shift = 0; i < bytes.Length; i++, shift += 7)
        {
            ulong bits = (ulong)bytes[i] & 0x7f;
            if (shift < 63)
                value |= bits << shift;
            else if (shift == 63 && bits <= 1)
                value |= bits << 63;
            else if (bits != 0)
                fits = false;
            if (bytes[i] < 0x80)
                return Finish(fits, i + 1, ref value, out sizeInBytes);
        }
        value = 0;
        sizeInBytes = 0;
        return false;
    }

    /// <summary>Reads a signed number (two's complement, sign in bit 6 of the last byte) from the front of <paramref name="bytes"/>.</summary>
    /// <inheritdoc cref="TryReadUnsigned"/>
    public static bool TryReadSigned(ReadOnlySpan<byte> bytes, out long value, out int sizeInBytes)
    {
        ulong raw = 0;
        bool fits = true;
        value = 0;
        for (int i = 0, shift = 0; i < bytes.Length; i++, shift += 7)
        {
            ulong bits = (ulong)bytes[i] & 0x7f;
            if (shift < 63)
                raw |= bits << shift;
            else if (shift == 63 && bits is 0 or 0x7f)
                raw |= bits << 63;
            else if (bits != ((long)raw < 0 ? 0x7fUL : 0UL))
                fits = false;
            if (bytes[i] >= 0x80)
                continue;
            if (shift < 57 && (bytes[i] & 0x40) != 0)
                raw |= ulong.MaxValue << (shift + 7);
            bool done = Finish(fits, i + 1, ref raw, out sizeInBytes);
            value = (long)raw;
            return done;
        }
        sizeInBytes = 0;
        return false;
    }

    private static bool Finish(bool fits, int size, ref ulong value, out int sizeInBytes)
    {
        sizeInBytes = size;
        if (!fits)
            value = 0;
        return fits;
    }
}
