namespace RspDebug.VirtualBoard.Debug;

/// <summary>One DWT comparator: COMP, MASK and FUNCTION (DDI0403E C1.8).</summary>
internal sealed class WatchComparator
{
    private const uint CycleMatch = 1 << 7, DataValueMatch = 1 << 8, MatchedBit = 1 << 24;

    public uint Comparand { get; set; }

    public int MaskBits { get; set; }

    /// <summary>DWT_FUNCTIONn as written.</summary>
    public uint Control { get; private set; }

    public WatchFunction Function { get; private set; }

    /// <summary>It matched since FUNCTION was last read.</summary>
    public bool Matched { get; set; }

    /// <summary>CYCMATCH: compares the cycle counter (comparator 0 only).</summary>
    public bool ComparesCycles => (Control & CycleMatch) != 0;

    /// <summary>DATAVMATCH: compares the value accessed (comparator 1 only); the addresses are those of the linked comparators.</summary>
    public bool ComparesValue => (Control & DataValueMatch) != 0;

    /// <summary>Size of the value compared: 1, 2 or 4 bytes.</summary>
    public int ValueSizeInBytes => 1 << (int)Math.Min(Control >> 10 & 3, 2);

    /// <summary>DATAVADDR0 and DATAVADDR1: the comparators whose address must match too; its own number means any address.</summary>
    public (int First, int Second) LinkedComparators => ((int)(Control >> 12 & 15), (int)(Control >> 16 & 15));

    public uint ReadFunction()
    {
        uint value = Control | (Matched ? MatchedBit : 0);
        Matched = false;
        return value;
    }

    public void WriteFunction(uint value)
    {
        Control = value & 0x000F_FDAF;
        Function = WatchFunction.Of(value);
    }

    /// <summary>Whether an access of some bytes touches the range the comparator covers.</summary>
    public bool Covers(uint address, int sizeInBytes)
    {
        uint size = 1u << MaskBits, start = Comparand & ~(size - 1);
        return address - start < size || start - address < (uint)sizeInBytes;
    }
}
