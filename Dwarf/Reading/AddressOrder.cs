namespace RspDebug.Dwarf.Reading;

/// <summary>Sorts by address.</summary>
/// <remarks>
/// <c>Array.Sort</c> over our own value types is compiled at run time, at every start of the program, which costs more than the sorting. A radix sort
/// over plain numbers is compiled ahead of time, keeps the order of equal addresses, and takes three passes for addresses in one memory.
/// </remarks>
internal static class AddressOrder
{
    private const int BitsInDigit = 8;
    private const int Digits = 1 << BitsInDigit;

    /// <summary>The positions of addresses, by rising address; of equal addresses the first comes first.</summary>
    public static int[] Of(ReadOnlySpan<ulong> addresses)
    {
        int[] order = new int[addresses.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        if (order.Length < 2) return order;
        int[] sorted = new int[order.Length];
        int[] starts = new int[Digits];
        ulong differing = Differing(addresses);
        for (int shift = 0; shift < 64; shift += BitsInDigit)
        {
            if (((differing >> shift) & (Digits - 1)) == 0) continue;
            SortByDigit(addresses, shift, order, sorted, starts);
            (order, sorted) = (sorted, order);
        }
        return order;
    }

    // Bits in which any two addresses differ; none when they are in order already.
    private static ulong Differing(ReadOnlySpan<ulong> addresses)
    {
        ulong differing = 0;
        bool isSorted = true;
        for (int i = 1; i < addresses.Length; i++)
        {
            differing |= addresses[i] ^ addresses[i - 1];
            isSorted &= addresses[i] >= addresses[i - 1];
        }
        return isSorted ? 0 : differing;
    }

    private static void SortByDigit(ReadOnlySpan<ulong> addresses, int shift, int[] from, int[] to, int[] starts)
    {
        Array.Clear(starts);
        foreach (ulong address in addresses) starts[(int)(address >> shift) & (Digits - 1)]++;
        int start = 0;
        for (int digit = 0; digit < Digits; digit++) (starts[digit], start) = (start, start + starts[digit]);
        foreach (int i in from) to[starts[(int)(addresses[i] >> shift) & (Digits - 1)]++] = i;
    }
}
