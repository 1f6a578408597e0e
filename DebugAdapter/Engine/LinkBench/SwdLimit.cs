namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>How fast memory can be read over SWD at a clock, when nothing else costs time.</summary>
/// <remarks>
/// Arm IHI 0031 (ADIv5.2), B4.2: a transaction is the request (8 bits), a turnaround (1), the acknowledgement (3), and data with parity (33); one more
/// turnaround stands behind the data of a read, in front of those of a write. 46 clocks a word. C2.2.2: the address increments by itself only
/// within 1 KiB, so that TAR is written again for each; a posted read takes one more transaction for the last word (RDBUFF).
/// </remarks>
internal static class SwdLimit
{
    /// <summary>Clocks of one transaction.</summary>
    public const int ClocksPerTransaction = 8 + 1 + 3 + 33 + 1;

    private const int WordSizeInBytes = 4;
    private const int IncrementRangeInBytes = 1024;

    /// <summary>Transactions for a read of whole words.</summary>
    public static int TransactionsOfRead(int sizeInBytes) => Words(sizeInBytes) + (sizeInBytes + IncrementRangeInBytes - 1) / IncrementRangeInBytes + 1;

    /// <summary>Transactions for a write of whole words.</summary>
    public static int TransactionsOfWrite(int sizeInBytes) => Words(sizeInBytes) + (sizeInBytes + IncrementRangeInBytes - 1) / IncrementRangeInBytes;

    /// <summary>Least microseconds for a read.</summary>
    public static double ReadUs(int sizeInBytes, double kiloHertz) => TransactionsOfRead(sizeInBytes) * ClocksPerTransaction * 1000 / kiloHertz;

    /// <summary>Least microseconds a byte, for long accesses.</summary>
    public static double PerByteUs(double kiloHertz) =>
        (IncrementRangeInBytes / WordSizeInBytes + 1) * ClocksPerTransaction * 1000 / kiloHertz / IncrementRangeInBytes;

    private static int Words(int sizeInBytes) => (sizeInBytes + WordSizeInBytes - 1) / WordSizeInBytes;
}
