using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Indices;

/// <summary><c>.gdb_index</c>, versions 4 to 9: written by linkers from <c>.debug_gnu_pubnames</c>, or by gdb from the units.</summary>
/// <remarks>
/// GDB manual, appendix "Index Section Format". Always little endian.
/// <code>
/// version | offsets of the parts | units: offset, size | type units: offset, offset of the type, signature | code: start, end, unit
/// hash table: name, list of units a slot | (9: shortcuts) | lists: count, unit and attributes each; names
/// </code>
/// </remarks>
internal sealed class GdbIndex : NameIndex
{
    private const int OldestVersion = 4, NewestVersion = 9;
    private const int FirstOfGdb = 8, FirstFromAllDies = 9, FirstFoldingCase = 5;
    private const int UnitSize = 16, TypeUnitSize = 24, RangeSize = 20, SlotSize = 8;
    private const uint UnitMask = 0xff_ffff;

    private readonly DebugInfo _info;
    private readonly int _version;
    private readonly List<CompilationUnit?> _units = [];
    private int _pool;

    private GdbIndex(DebugInfo info, int version)
        : base(CompleteIn(version), elsewhere: IndexedNames.None, FirstOnlyIn(version))
    {
        _info = info;
        _version = version;
    }

    /// <summary>Code, as far as the index knows, and the position of its unit.</summary>
    public PackedList<OwnedCode> Code { get; } = new();

    /// <summary>Reads the section.</summary>
    /// <exception cref="DwarfFormatException">The section is damaged, or made for other debug information.</exception>
    public static GdbIndex Read(DebugInfo info)
    {
        SectionReader reader = Reader(info);
        int version = (int)Math.Min(reader.ReadUInt32(), int.MaxValue);
        if (version is < OldestVersion or > NewestVersion) throw reader.Malformed($"Version {version} of an index is not known", 0, "Remove the section, or make it again: gdb-add-index IMAGE");
        GdbIndex index = new(info, version);
        index.ReadParts(reader);
        return index;
    }

    public CompilationUnit? GetUnit(int position) => _units[position];

    protected override void AddUnits(int list, HashSet<CompilationUnit> units)
    {
        SectionReader reader = Reader(_info);
        reader.Seek(list);
        foreach (int position in ReadList(ref reader))
        {
            if (_units[position] is { } unit) units.Add(unit);
        }
    }

    /// <summary>What a version lists for every unit.</summary>
    /// <remarks>
    /// Linkers write versions up to 7 from what compilers put into <c>.debug_gnu_pubnames</c>, without nested types; gdb writes 8 since 7.6 and 9
    /// since 14. Version 8 of gdbs before 13 lacks inlined functions and some nested types.
    /// </remarks>
    private static IndexedNames CompleteIn(int version) =>
        version >= FirstFromAllDies ? IndexedNames.Functions | IndexedNames.InlinedFunctions
            : version >= FirstOfGdb ? IndexedNames.Functions : IndexedNames.Functions | IndexedNames.Variables | IndexedNames.Types;

    private static IndexedNames FirstOnlyIn(int version) =>
        version >= FirstFromAllDies ? IndexedNames.Variables | IndexedNames.Types | IndexedNames.NestedTypes | IndexedNames.Enumerators
            : version >= FirstOfGdb ? IndexedNames.Variables | IndexedNames.Types | IndexedNames.Enumerators : IndexedNames.None;

    private static SectionReader Reader(DebugInfo info) => new(info.Sections.Get(SectionId.GdbIndex).Span, SectionId.GdbIndex);

    private void ReadParts(SectionReader reader)
    {
        int units = ReadStart(ref reader, 0), types = ReadStart(ref reader, units), code = ReadStart(ref reader, types), names = ReadStart(ref reader, code);
        int shortcuts = _version >= FirstFromAllDies ? ReadStart(ref reader, names) : -1;
        _pool = ReadStart(ref reader, Math.Max(names, shortcuts));
        ReadUnits(ref reader, units, CountOf(reader, units, types, UnitSize));
        ReadTypeUnits(ref reader, types, CountOf(reader, types, code, TypeUnitSize));
        ReadCode(ref reader, code, CountOf(reader, code, names, RangeSize));
        ReadNames(reader, names, CountOf(reader, names, shortcuts < 0 ? _pool : shortcuts, SlotSize));
    }

    private static int ReadStart(ref SectionReader reader, int previous)
    {
        int at = reader.Offset;
        uint start = reader.ReadUInt32();
        return start >= previous && start <= reader.End ? (int)start : throw reader.Malformed($"A part of the index at 0x{start:x} overlaps the one before it or lies outside", at);
    }

    private static int CountOf(SectionReader reader, int start, int end, int size) =>
        (end - start) % size == 0 ? (end - start) / size : throw reader.Malformed($"A part of 0x{end - start:x} bytes does not hold whole entries of {size}", start);

    private void ReadUnits(ref SectionReader reader, int start, int count)
    {
        reader.Seek(start);
        for (int i = 0; i < count; i++)
        {
            int at = reader.Offset;
            ulong offset = reader.ReadUInt64(), size = reader.ReadUInt64();
            if (offset > int.MaxValue || !_info.TryFindUnit((int)offset, out CompilationUnit? unit) || (ulong)unit.Listed.Offset != offset || (ulong)(unit.Listed.End - unit.Listed.Offset) != size)
                throw reader.Malformed($"The index has a unit of 0x{size:x} bytes at 0x{offset:x}, where {SectionId.DebugInfo.Name()} has none", at, "The index was made for another build: make it again");
            _units.Add(unit);
        }
    }

    private void ReadTypeUnits(ref SectionReader reader, int start, int count)
    {
        reader.Seek(start);
        for (int i = 0; i < count; i++)
        {
            ulong offset = reader.ReadUInt64();
            _ = reader.ReadUInt64();
            ulong signature = reader.ReadUInt64();
            // One that is not known stays unused: its names point nowhere.
            _units.Add(_info.TryFindTypeUnit(signature, out Die type) && (ulong)type.Unit.Offset == offset ? type.Unit : null);
        }
    }

    private void ReadCode(ref SectionReader reader, int start, int count)
    {
        reader.Seek(start);
        for (int i = 0; i < count; i++)
        {
            int at = reader.Offset;
            ulong low = reader.ReadUInt64(), high = reader.ReadUInt64();
            uint unit = reader.ReadUInt32();
            if (unit >= _units.Count) throw reader.Malformed($"Code of unit {unit}, of {_units.Count}", at);
            if (low < high && _info.LiveCode.IsLiveRun(low, high)) Code.Add(new OwnedCode(_info.LiveCode.RangeOf(low, high), (int)unit));
        }
    }

    private void ReadNames(SectionReader reader, int start, int count)
    {
        if (count != 0 && !int.IsPow2(count)) throw reader.Malformed($"A hash table of {count} slots, which is no power of 2", start);
        List<(uint, int)> names = [];
        HashSet<uint> keys = [];
        HashSet<int> lists = [];
        SectionReader pool = reader;
        for (int i = 0; i < count; i++)
        {
            reader.Seek(start + (i * SlotSize));
            uint name = reader.ReadUInt32(), list = reader.ReadUInt32();
            if (name == 0 && list == 0) continue;
            pool.Seek((ulong)_pool + name);
            ReadOnlySpan<byte> text = pool.ReadCString();
            if (!IsReachable(reader, start, count, i, HashOf(text))) throw reader.Malformed("A name is not where its hash says", start + (i * SlotSize), "Make the index again");
            int at = (int)Math.Min((ulong)_pool + list, int.MaxValue);
            keys.Clear();
            IndexedName.AddKeys(text, keys);
            foreach (uint key in keys) names.Add((key, at));
            if (lists.Add(at)) CoverUnitsOf(at);
        }
        SetNames(names);
    }

    // A linker lists every unit, but has names of those alone that were compiled with -ggnu-pubnames.
    private void CoverUnitsOf(int list)
    {
        SectionReader reader = Reader(_info);
        reader.Seek(list);
        foreach (int position in ReadList(ref reader))
        {
            if (_units[position] is { } unit) Cover(unit);
        }
    }

    private List<int> ReadList(ref SectionReader reader)
    {
        uint count = reader.ReadUInt32();
        if (count > reader.Remaining / sizeof(uint)) throw reader.Malformed($"{count} units of one name do not fit the section", reader.Offset - sizeof(uint));
        List<int> positions = new((int)count);
        for (uint i = 0; i < count; i++)
        {
            uint position = reader.ReadUInt32() & UnitMask;
            if (position >= _units.Count) throw reader.Malformed($"Unit {position} of {_units.Count}", reader.Offset - sizeof(uint));
            positions.Add((int)position);
        }
        return positions;
    }

    /// <summary>The hash is all that tells a damaged name from a good one.</summary>
    private static bool IsReachable(SectionReader reader, int start, int count, int slot, uint hash)
    {
        uint mask = (uint)count - 1, step = ((hash * 17) & mask) | 1, at = hash & mask;
        for (int i = 0; i < count; i++, at = (at + step) & mask)
        {
            if (at == slot) return true;
            reader.Seek(start + ((long)at * SlotSize));
            if (reader.ReadUInt64() == 0) return false;
        }
        return false;
    }

    private uint HashOf(ReadOnlySpan<byte> name)
    {
        uint hash = 0;
        foreach (byte b in name)
        {
            byte c = _version >= FirstFoldingCase && b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
            hash = unchecked((hash * 67) + c - 113);
        }
        return hash;
    }
}
