namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Splits data over comparators: each watches 1, 2 or 4 bytes at an address aligned to that.</summary>
/// <remarks>
/// ARMv7-M ARM C1.8.1: a DWT comparator matches an aligned power of two of bytes. Larger ones than 4 exist (DWT_MASK), but Black Magic
/// Probe reads the length in decimal and others refuse it: 4 works everywhere.
/// </remarks>
internal static class WatchPieces
{
    /// <summary>Longest piece, in bytes.</summary>
    public const int Longest = 4;

    /// <summary>The fewest pieces that cover a range exactly, by rising address.</summary>
    public static IReadOnlyList<(uint Address, int SizeInBytes)> Split(uint address, int sizeInBytes)
    {
        List<(uint, int)> pieces = [];
        for (int left = sizeInBytes; left > 0;)
        {
            int size = Longest;
            while (size > left || address % (uint)size != 0)
                size /= 2;
            pieces.Add((address, size));
            address += (uint)size;
            left -= size;
        }

        return pieces;
    }

    /// <summary>How many pieces a range takes, without making them: a large array is refused by it.</summary>
    public static long Count(uint address, long sizeInBytes) => sizeInBytes <= 64 ? Split(address, (int)sizeInBytes).Count : sizeInBytes / Longest;
}
