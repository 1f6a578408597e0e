namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>The checksum of <c>qCRC</c>: polynomial 0x04C11DB7, start 0xFFFFFFFF, most significant bit first, not inverted.</summary>
/// <remarks>GDB manual, "General Query Packets", <c>qCRC</c>.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The checksum of all bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF_FFFF;
        foreach (byte value in bytes)
            crc = crc << 8 ^ Table[crc >> 24 ^ value];
        return crc;
    }

    private static uint Entry(int index)
    {
        uint crc = (uint)index << 24;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 0x8000_0000) != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1;
        return crc;
    }
}
