using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>Reads the code ranges of a DIE: low and high pc, <c>.debug_ranges</c>, <c>.debug_rnglists</c>.</summary>
/// <remarks>DWARF 5, 2.17; DWARF 4, 2.17.3. Empty ranges and those of functions that the linker removed are left out.</remarks>
internal static class RangeList
{
    /// <summary>Ranges of a DIE, in file order; none when it has no code.</summary>
    /// <exception cref="DwarfFormatException">An attribute or the list is damaged.</exception>
    public static List<CodeRange> Read(Die die)
    {
        List<CodeRange> ranges = [];
        Read(die, ranges);
        return ranges;
    }

    /// <summary>Adds the ranges of a DIE to a list, which a caller with many DIEs uses again and again.</summary>
    /// <exception cref="DwarfFormatException">An attribute or the list is damaged.</exception>
    public static void Read(Die die, List<CodeRange> ranges)
    {
        CompilationUnit unit = die.Unit;
        SectionReader reader = unit.ReaderAt(die.Offset);
        if (unit.ReadAbbreviation(ref reader) is not { HasCode: true } abbreviation) return;
        AttributeValue? list = null, low = null, high = null;
        foreach (ref readonly AttributeSpec spec in abbreviation.Attributes)
        {
            switch (spec.Name)
            {
                case DwAt.Ranges: list = AttributeReader.Read(ref reader, unit, spec); break;
                case DwAt.LowPc: low = AttributeReader.Read(ref reader, unit, spec); break;
                case DwAt.HighPc: high = AttributeReader.Read(ref reader, unit, spec); break;
                default: AttributeReader.Skip(ref reader, unit, spec); break;
            }
            if (list is not null || (low is not null && high is not null)) break;
        }
        int first = ranges.Count;
        if (list is { } entries) ReadList(unit, entries, ranges);
        else if (low is { } start && high is { } end) AddBounds(unit, start, end, ranges);
        if (abbreviation.Tag == DwTag.Subprogram && ranges.FindIndex(first, range => range.Start.Value == 0) is >= 0 and int zero && !unit.Owner.LiveCode.IsFunctionAtZero(die))
            ranges.RemoveRange(zero, 1);
    }

    /// <summary>Ranges of a whole unit, from its own DIE.</summary>
    /// <exception cref="DwarfFormatException">An attribute or the list is damaged.</exception>
    public static List<CodeRange> ReadUnit(CompilationUnit unit)
    {
        List<CodeRange> ranges = [];
        unit = unit.Listed;
        UnitRoot root = unit.RootAttributes;
        if (root.Ranges is { } list) ReadList(unit, list, ranges, isRun: true);
        else if (root.LowPc is { } low && root.HighPc is { } high) AddBounds(unit, low, high, ranges, isRun: true);
        return ranges;
    }

    private static void AddBounds(CompilationUnit unit, AttributeValue low, AttributeValue high, List<CodeRange> ranges, bool isRun = false)
    {
        ulong start = low.AsAddress();
        // DWARF 4, 2.17.2: of class address it is the end, of class constant the length.
        ulong end = high.IsAddress ? high.AsAddress() : unchecked(start + high.AsUnsigned());
        Add(unit, start, end, ranges, isRun);
    }

    private static void ReadList(CompilationUnit unit, AttributeValue value, List<CodeRange> ranges, bool isRun = false)
    {
        if (unit.Version < 5)
        {
            ReadPairs(unit, unit.Sections.ReaderAt(SectionId.DebugRanges, unchecked(value.Raw + SplitBase(unit))), ranges, isRun);
            return;
        }
        ulong offset = value.Form == DwForm.Rnglistx ? unit.ReadListOffset(SectionId.DebugRnglists, unit.RootAttributes.RangeListsBase, value.Raw) : value.Raw;
        ReadEntries(unit, unit.Sections.ReaderAt(SectionId.DebugRnglists, offset), ranges, isRun);
    }

    // GNU extension for DWARF 4: ranges of a split unit lie in the image, behind those of the units before it.
    private static ulong SplitBase(CompilationUnit unit) => unit.Skeleton is null ? 0 : unit.RootAttributes.RangesBase ?? 0;

    /// <summary>DWARF 4, 2.17.3: pairs of addresses, relative to a base.</summary>
    private static void ReadPairs(CompilationUnit unit, SectionReader reader, List<CodeRange> ranges, bool isRun)
    {
        int size = unit.AddressSizeInBytes;
        ulong baseAddress = unit.BaseAddress;
        ulong selectsBase = ulong.MaxValue >> (64 - (8 * size));
        while (true)
        {
            ulong start = reader.ReadAddress(size), end = reader.ReadAddress(size);
            if (start == 0 && end == 0) return;
            if (start == selectsBase) baseAddress = end;
            else if (start < end) Add(unit, unchecked(baseAddress + start), unchecked(baseAddress + end), ranges, isRun);
        }
    }

    /// <summary>DWARF 5, 2.17.3 and 7.25.</summary>
    private static void ReadEntries(CompilationUnit unit, SectionReader reader, List<CodeRange> ranges, bool isRun)
    {
        int size = unit.AddressSizeInBytes;
        ulong baseAddress = unit.BaseAddress;
        while (true)
        {
            int at = reader.Offset;
            DwRle kind = (DwRle)reader.ReadByte();
            ulong start;
            switch (kind)
            {
                case DwRle.EndOfList: return;
                case DwRle.BaseAddressx: baseAddress = unit.ReadIndexedAddress(reader.ReadUleb128()); break;
                case DwRle.BaseAddress: baseAddress = reader.ReadAddress(size); break;
                case DwRle.StartxEndx:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    Add(unit, start, unit.ReadIndexedAddress(reader.ReadUleb128()), ranges, isRun);
                    break;
                case DwRle.StartxLength:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    Add(unit, start, unchecked(start + reader.ReadUleb128()), ranges, isRun);
                    break;
                case DwRle.OffsetPair:
                    start = unchecked(baseAddress + reader.ReadUleb128());
                    Add(unit, start, unchecked(baseAddress + reader.ReadUleb128()), ranges, isRun);
                    break;
                case DwRle.StartEnd:
                    start = reader.ReadAddress(size);
                    Add(unit, start, reader.ReadAddress(size), ranges, isRun);
                    break;
                case DwRle.StartLength:
                    start = reader.ReadAddress(size);
                    Add(unit, start, unchecked(start + reader.ReadUleb128()), ranges, isRun);
                    break;
                default: throw reader.Malformed($"Unknown range list entry 0x{(byte)kind:x2}", at);
            }
        }
    }

    private static void Add(CompilationUnit unit, ulong start, ulong end, List<CodeRange> ranges, bool isRun)
    {
        LiveCode live = unit.Owner.LiveCode;
        if (start < end && (isRun ? live.IsLiveRun(start, end) : live.IsLive(start, end))) ranges.Add(live.RangeOf(start, end));
    }
}
