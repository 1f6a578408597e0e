namespace RspDebug.RspServer.Commands;

/// <summary>The CRC-32 of <c>qCRC</c> (GDB manual): polynomial 0x04c11db7, most significant bit first.</summary>
internal static class GdbCrc
{
    public const uint Start = 0xffffffff;
    private const uint Polynomial = 0x04c11db7;

    private static readonly uint[] Table = MakeTable();

    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) crc = crc << 8 ^ Table[crc >> 24 ^ value];
        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80000000) != 0 ? crc << 1 ^ Polynomial : crc << 1;
            table[i] = crc;
        }

        return table;
    }
}
