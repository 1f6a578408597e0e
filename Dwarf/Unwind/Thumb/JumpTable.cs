namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Targets of switch tables. Tables have no length: a table ends at the latest where its lowest target begins.</summary>
internal static class JumpTable
{
    private const int MaxEntries = 1024;

    /// <summary>TBB and TBH behind the instruction: unsigned halfword counts from the table (ARMv7-M ARM, A7.7.182).</summary>
    public static List<uint> ReadOffsets(CodeWindow code, uint table, int entrySize, bool isSigned = false)
    {
        var targets = new List<uint>();
        uint limit = code.End;
        for (uint entry = table; entry + entrySize <= limit && targets.Count < MaxEntries; entry += (uint)entrySize)
        {
            int? offset = entrySize == 1 ? code.TryReadByte(entry) : code.TryReadHalfword(entry, out int half) ? half : null;
            if (offset is not { } value)
                break;
            if (isSigned)
                value = entrySize == 1 ? (sbyte)value : (short)value;
            uint target = unchecked(table + (uint)(2 * value));
            // Behind an odd number of bytes comes a padding of 0, which would lead into the table.
            if (!code.Contains(target) || (target >= table && target <= entry))
                break;
            targets.Add(target);
            if (target > table)
                limit = Math.Min(limit, target);
        }
        return targets;
    }

    /// <summary>Words behind LDR PC: addresses with Thumb bit.</summary>
    public static List<uint> ReadAddresses(CodeWindow code, uint table)
    {
        var targets = new List<uint>();
        uint limit = code.End;
        for (uint entry = table; entry + 4 <= limit && targets.Count < MaxEntries; entry += 4)
        {
            if (code.TryReadWord(entry) is not { } target || (target & 1) == 0 || !code.Contains(target & ~1u))
                break;
            targets.Add(target & ~1u);
            if (target > table)
                limit = Math.Min(limit, target & ~1u);
        }
        return targets;
    }
}
