using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>What a unit's own DIE says about the unit, still encoded: a base may come after the attributes that need it. DWARF 5, 3.1.1.</summary>
internal sealed class UnitRoot
{
    public ulong? StringOffsetsBase { get; private set; }

    public ulong? AddressBase { get; private set; }

    public ulong? RangeListsBase { get; private set; }

    public ulong? LocationListsBase { get; private set; }

    /// <summary>Offset of the unit's line program in <c>.debug_line</c>.</summary>
    public ulong? LineProgram { get; private set; }

    public AttributeValue? LowPc { get; private set; }

    public AttributeValue? HighPc { get; private set; }

    public AttributeValue? Ranges { get; private set; }

    public DwLang Language { get; private set; }

    public AttributeValue? Name { get; private set; }

    public AttributeValue? CompilationDirectory { get; private set; }

    /// <summary>What the offsets of a split unit's ranges count from in <c>.debug_ranges</c>, before DWARF 5.</summary>
    public ulong? RangesBase { get; private set; }

    /// <summary>Reads the attributes of the unit's first DIE.</summary>
    /// <exception cref="DwarfFormatException">The root DIE is damaged.</exception>
    public static UnitRoot Read(CompilationUnit unit)
    {
        UnitRoot root = new();
        SectionReader reader = unit.ReaderAt(unit.Root.Offset);
        Abbreviation abbreviation = unit.ReadAbbreviation(ref reader) ?? throw reader.Malformed("A null entry where the unit's DIE is expected", unit.Root.Offset);
        foreach (ref readonly AttributeSpec spec in abbreviation.Attributes)
        {
            AttributeValue value = AttributeReader.Read(ref reader, unit, spec);
            if (!value.IsLostString) root.Take(spec.Name, value);
        }
        if (unit.Skeleton is { } skeleton) root.Complete(skeleton.RootAttributes, unit.Sections.Get(SectionId.DebugRnglists).Equals(skeleton.Sections.Get(SectionId.DebugRnglists)));
        return root;
    }

    /// <summary>Adds what a split unit leaves to its skeleton. DWARF 5, 3.1.3.</summary>
    private void Complete(UnitRoot skeleton, bool hasRangesInImage)
    {
        // A split file has one table of each kind, behind its header. GCC 9 says 0 for the one, which is the header, and leaves the ranges in the image.
        LocationListsBase = null;
        RangeListsBase = hasRangesInImage ? skeleton.RangeListsBase : null;
        AddressBase = skeleton.AddressBase;
        RangesBase = skeleton.RangesBase;
        LineProgram = skeleton.LineProgram;
        CompilationDirectory ??= skeleton.CompilationDirectory;
        LowPc ??= skeleton.LowPc;
        HighPc ??= skeleton.HighPc;
        Ranges ??= skeleton.Ranges;
    }

    private void Take(DwAt name, AttributeValue value)
    {
        switch (name)
        {
            case DwAt.Name: Name = value; break;
            case DwAt.CompDir: CompilationDirectory = value; break;
            case DwAt.Language: Language = (DwLang)value.AsUnsigned(); break;
            case DwAt.StmtList: LineProgram = value.Raw; break;
            case DwAt.LowPc: LowPc = value; break;
            case DwAt.HighPc: HighPc = value; break;
            case DwAt.Ranges: Ranges = value; break;
            case DwAt.StrOffsetsBase: StringOffsetsBase = value.Raw; break;
            case DwAt.AddrBase or DwAt.GNUAddrBase: AddressBase = value.Raw; break;
            case DwAt.GNURangesBase: RangesBase = value.Raw; break;
            case DwAt.RnglistsBase: RangeListsBase = value.Raw; break;
            case DwAt.LoclistsBase: LocationListsBase = value.Raw; break;
            default: break;
        }
    }
}
