using System.Collections.Immutable;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Tells which part of each section of a <c>.dwp</c> file belongs to a unit.</summary>
/// <remarks>
/// DWARF 5, 7.3.5; version 2 of the GNU extension has other section numbers.
/// <code>
/// header | hash table: id (8 bytes) a slot | row number (4) a slot | section numbers | offsets: a row a unit | sizes: a row a unit
/// </code>
/// </remarks>
internal sealed class PackageIndex
{
    public const string UnitsSection = ".debug_cu_index";
    public const string TypesSection = ".debug_tu_index";

    private readonly Dictionary<ulong, int> _rows = [];
    private ImmutableArray<SectionId?> _columns = [];
    private (uint Offset, uint Size)[] _parts = [];

    public static PackageIndex Empty { get; } = new();

    /// <summary>All rows, in no particular order.</summary>
    public IEnumerable<int> Rows => _rows.Values;

    /// <summary>Reads an index section; empty when the file has none.</summary>
    /// <exception cref="DwarfFormatException">Unknown version, or the section is cut off.</exception>
    public static PackageIndex Read(ElfImage image, string sectionName)
    {
        PackageIndex index = new();
        if (image.FindSection(sectionName) is { } section) index.Read(new SectionReader(section.Data.Span, SectionId.DebugUnitIndex, image.IsBigEndian));
        return index;
    }

    public bool TryFind(ulong id, out int row) => _rows.TryGetValue(id, out row);

    /// <summary>The unit's part of a section: all of it when units share it, nothing when the unit has none.</summary>
    /// <exception cref="DwarfFormatException">The part lies outside the section.</exception>
    public ReadOnlyMemory<byte> Slice(int row, SectionId id, ReadOnlyMemory<byte> section)
    {
        int column = _columns.IndexOf(id);
        if (column < 0) return IsShared(id) ? section : default;
        (uint offset, uint size) = _parts[(row * _columns.Length) + column];
        if (offset > (uint)section.Length || size > (uint)section.Length - offset)
            throw new DwarfFormatException($"A unit's part of {id.Name()}, 0x{size:x} bytes at 0x{offset:x}, lies outside the section", SectionId.DebugUnitIndex, 0);
        return section.Slice((int)offset, (int)size);
    }

    private void Read(SectionReader reader)
    {
        // DWARF 5 has a half word and padding here, version 2 a word: in either byte order one of the halves is the version.
        uint version = reader.ReadUInt32();
        if (version > ushort.MaxValue) version = reader.IsBigEndian ? version >> 16 : version & ushort.MaxValue;
        if (version is not (2 or 5)) throw reader.Malformed($"Unknown version {version} of a package index", 0, "Pack again with llvm-dwp, or with dwp of binutils 2.38 or later");
        uint columns = reader.ReadUInt32(), units = reader.ReadUInt32(), slots = reader.ReadUInt32();
        if ((ulong)slots * 12 + (ulong)columns * 4 + (ulong)units * columns * 8 > (ulong)reader.Remaining)
            throw reader.Malformed($"An index of {units} units in {slots} slots does not fit its section", 0);

        ulong[] ids = new ulong[slots];
        for (int i = 0; i < ids.Length; i++) ids[i] = reader.ReadUInt64();
        foreach (ulong id in ids)
        {
            uint row = reader.ReadUInt32();
            if (row > units) throw reader.Malformed($"Row {row} of {units}", reader.Offset - 4);
            if (row != 0) _rows.TryAdd(id, (int)row - 1);
        }
        SectionId?[] names = new SectionId?[columns];
        for (int i = 0; i < names.Length; i++) names[i] = SectionOf(reader.ReadUInt32(), version);
        _columns = [.. names];
        _parts = new (uint, uint)[(int)units * (int)columns];
        for (int i = 0; i < _parts.Length; i++) _parts[i].Offset = reader.ReadUInt32();
        for (int i = 0; i < _parts.Length; i++) _parts[i].Size = reader.ReadUInt32();
    }

    // DWARF 5, table 7.1; the numbers of version 2 are those of the GNU design page.
    private static SectionId? SectionOf(uint number, uint version) => number switch
    {
        1 => SectionId.DebugInfo,
        2 when version == 2 => SectionId.DebugTypes,
        3 => SectionId.DebugAbbrev,
        4 => SectionId.DebugLine,
        5 => version == 2 ? SectionId.DebugLoc : SectionId.DebugLoclists,
        6 => SectionId.DebugStrOffsets,
        8 when version == 5 => SectionId.DebugRnglists,
        _ => null,
    };

    private static bool IsShared(SectionId id) => id is SectionId.DebugStr or SectionId.DebugLineStr or SectionId.DebugAddr or SectionId.DebugRanges or SectionId.SupplementaryStr;
}
