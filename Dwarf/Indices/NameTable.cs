using System.Text;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Indices;

/// <summary>One name index of <c>.debug_names</c>; linkers put those of all object files one behind the other.</summary>
/// <remarks>
/// DWARF 5, 6.1.1.
/// <code>
/// header | units | type units | signatures of foreign ones | buckets | hashes | names | entries of each name | abbreviations | entries
/// </code>
/// </remarks>
internal sealed class NameTable : NameIndex
{
    private const int SupportedVersion = 5;
    private const string OldGdb = "GDB";

    private readonly DebugInfo _info;
    private readonly Header _header;
    private readonly List<CompilationUnit> _units = [];
    private readonly List<CompilationUnit> _typeUnits = [];
    private readonly Dictionary<ulong, (DwIdx Index, DwForm Form)[]> _abbreviations = [];

    private NameTable(DebugInfo info, Header header)
        : base(CompleteOf(header.Augmentation), ElsewhereOf(header.Augmentation), FirstOnlyOf(header.Augmentation))
    {
        _info = info;
        _header = header;
    }

    /// <summary>Reads one index; the reader then stands behind it, damaged or not, unless its length is.</summary>
    /// <exception cref="DwarfFormatException">The index is damaged, or made for other debug information.</exception>
    public static NameTable Read(DebugInfo info, ref SectionReader section)
    {
        UnitLength length = section.ReadInitialLength();
        SectionReader reader = section.ReadSlice(length.SizeInBytes);
        NameTable table = new(info, Header.Read(ref reader, length.Format));
        table.ReadUnits(ref reader);
        table.ReadNames(ref reader);
        return table;
    }

    protected override void AddUnits(int list, HashSet<CompilationUnit> units)
    {
        SectionReader reader = new(_info.Sections.Get(SectionId.DebugNames).Span[.._header.End], SectionId.DebugNames, _info.Sections.IsBigEndian);
        reader.Seek(list);
        while (true)
        {
            int at = reader.Offset;
            ulong code = reader.ReadUleb128();
            if (code == 0) return;
            if (!_abbreviations.TryGetValue(code, out (DwIdx Index, DwForm Form)[]? fields)) throw reader.Malformed($"Abbreviation {code} is not in the table of the index", at);
            ulong? unit = null, typeUnit = null;
            foreach ((DwIdx index, DwForm form) in fields)
            {
                ulong value = ReadField(ref reader, form);
                if (index == DwIdx.CompileUnit) unit = value;
                else if (index == DwIdx.TypeUnit) typeUnit = value;
            }
            Add(reader, at, unit, typeUnit, units);
        }
    }

    /// <summary>What a producer lists for every unit.</summary>
    /// <remarks>
    /// DWARF 5, 6.1.1.1 leaves out enumerators and what has no address. gdb (<c>GDB</c>, and <c>GDB2</c> since 15) lists what it lists in
    /// <c>.gdb_index</c> of its time, 8 or 9.
    /// </remarks>
    private static IndexedNames CompleteOf(string augmentation) =>
        augmentation == OldGdb ? IndexedNames.Functions
            : augmentation.StartsWith(OldGdb, StringComparison.Ordinal) ? IndexedNames.Functions | IndexedNames.InlinedFunctions
            : IndexedNames.Functions | IndexedNames.Variables | IndexedNames.Types | IndexedNames.NestedTypes;

    // LLVM lists inlined functions by their copies: after link-time optimisation those are in other units than the function.
    private static IndexedNames ElsewhereOf(string augmentation) => augmentation.StartsWith(OldGdb, StringComparison.Ordinal) ? IndexedNames.None : IndexedNames.InlinedFunctions;

    private static IndexedNames FirstOnlyOf(string augmentation) =>
        augmentation == OldGdb ? IndexedNames.Variables | IndexedNames.Types | IndexedNames.Enumerators
            : augmentation.StartsWith(OldGdb, StringComparison.Ordinal) ? IndexedNames.Variables | IndexedNames.Types | IndexedNames.NestedTypes | IndexedNames.Enumerators
            : IndexedNames.None;

    // 6.1.1.2: an index of one unit need not say which.
    private void Add(SectionReader reader, int at, ulong? unit, ulong? typeUnit, HashSet<CompilationUnit> units)
    {
        if (typeUnit is { } type)
        {
            if (type < (ulong)_typeUnits.Count) units.Add(_typeUnits[(int)type]);
            else if (type >= (ulong)_typeUnits.Count + _header.ForeignTypeUnits) throw reader.Malformed($"Type unit {type} is not in the index", at);
            else if (unit is null) return;
        }
        else
        {
            unit ??= _units.Count == 1 ? 0UL : throw reader.Malformed("An entry does not say its unit", at);
        }
        if (unit is not { } position) return;
        if (position >= (ulong)_units.Count) throw reader.Malformed($"Unit {position} of {_units.Count}", at);
        units.Add(_units[(int)position]);
    }

    private ulong ReadField(ref SectionReader reader, DwForm form)
    {
        switch (form)
        {
            case DwForm.FlagPresent: return 1;
            case DwForm.Data1 or DwForm.Ref1 or DwForm.Flag: return reader.ReadByte();
            case DwForm.Data2 or DwForm.Ref2: return reader.ReadUInt16();
            case DwForm.Data4 or DwForm.Ref4: return reader.ReadUInt32();
            case DwForm.Data8 or DwForm.Ref8 or DwForm.RefSig8: return reader.ReadUInt64();
            case DwForm.Udata or DwForm.RefUdata or DwForm.Sdata: return reader.ReadUleb128();
            case DwForm.RefAddr or DwForm.SecOffset or DwForm.Strp: return reader.ReadOffset(_header.Format);
            default: throw reader.Malformed($"Form 0x{(int)form:x} in an index", reader.Offset);
        }
    }

    private void ReadUnits(ref SectionReader reader)
    {
        Dictionary<ulong, CompilationUnit> none = [];
        for (uint i = 0; i < _header.Units; i++) _units.Add(ReadUnit(ref reader, none));
        // gdb lists the units of .debug_types (DWARF 4) here, too.
        Dictionary<ulong, CompilationUnit> others = _header.TypeUnits == 0 ? none : _info.TypeUnits.ToDictionary(unit => (ulong)unit.Offset);
        for (uint i = 0; i < _header.TypeUnits; i++) _typeUnits.Add(ReadUnit(ref reader, others));
        // Types of split files: those are searched as they are opened.
        reader.Skip((ulong)_header.ForeignTypeUnits * sizeof(ulong));
    }

    private CompilationUnit ReadUnit(ref SectionReader reader, Dictionary<ulong, CompilationUnit> others)
    {
        int at = reader.Offset;
        ulong offset = reader.ReadOffset(_header.Format);
        if (others.TryGetValue(offset, out CompilationUnit? other)) return other;
        if (offset > int.MaxValue || !_info.TryFindUnit((int)offset, out CompilationUnit? unit) || (ulong)unit.Listed.Offset != offset)
            throw reader.Malformed($"The index has a unit at 0x{offset:x}, where {SectionId.DebugInfo.Name()} has none", at, "The index was made for another build: make it again");
        return unit;
    }

    private void ReadNames(ref SectionReader reader)
    {
        reader.Skip((ulong)_header.Buckets * sizeof(uint));
        bool isHashed = _header.Buckets != 0;
        SectionReader hashes = isHashed ? reader.ReadSlice((int)Math.Min((ulong)_header.Names * sizeof(uint), int.MaxValue)) : reader;
        int offsetSize = _header.Format == DwarfFormat.Dwarf64 ? sizeof(ulong) : sizeof(uint);
        SectionReader texts = reader.ReadSlice((int)Math.Min((ulong)_header.Names * (uint)offsetSize, int.MaxValue));
        SectionReader lists = reader.ReadSlice((int)Math.Min((ulong)_header.Names * (uint)offsetSize, int.MaxValue));
        SectionReader abbreviations = reader.ReadSlice((int)Math.Min(_header.AbbreviationsSize, int.MaxValue));
        ReadAbbreviations(ref abbreviations);
        int pool = reader.Offset;
        List<(uint, int)> names = [];
        HashSet<uint> keys = [];
        for (uint i = 0; i < _header.Names; i++)
        {
            int at = texts.Offset;
            ReadOnlySpan<byte> text = _info.Sections.ReaderAt(SectionId.DebugStr, texts.ReadOffset(_header.Format)).ReadCString();
            if (isHashed && hashes.ReadUInt32() is var hash && Ascii.IsValid(text) && hash != HashOf(text)) throw texts.Malformed("A name has not the hash that the index gives it", at, "Make the index again");
            ulong list = lists.ReadOffset(_header.Format);
            if (list >= (ulong)(reader.End - pool)) throw lists.Malformed($"Entries at 0x{list:x} lie outside the index", lists.Offset - offsetSize);
            keys.Clear();
            IndexedName.AddKeys(text, keys);
            foreach (uint key in keys) names.Add((key, pool + (int)list));
        }
        SetNames(names);
        // gdb lists units that it could not read, such as those whose .dwo file was not there; compilers list what they have compiled.
        HashSet<CompilationUnit> covered = [.. _units, .. _typeUnits];
        if (_header.Augmentation.StartsWith(OldGdb, StringComparison.Ordinal))
        {
            covered.Clear();
            foreach (int list in names.Select(name => name.Item2).Distinct()) AddUnits(list, covered);
        }
        foreach (CompilationUnit unit in covered) Cover(unit);
    }

    private void ReadAbbreviations(ref SectionReader reader)
    {
        List<(DwIdx, DwForm)> fields = [];
        while (!reader.IsAtEnd)
        {
            int at = reader.Offset;
            ulong code = reader.ReadUleb128();
            if (code == 0) return;
            _ = reader.ReadUleb128();
            fields.Clear();
            while (true)
            {
                ulong index = reader.ReadUleb128(), form = reader.ReadUleb128();
                if (index == 0 && form == 0) break;
                fields.Add(((DwIdx)Math.Min(index, ushort.MaxValue), (DwForm)Math.Min(form, ushort.MaxValue)));
            }
            if (!_abbreviations.TryAdd(code, [.. fields])) throw reader.Malformed($"Abbreviation {code} stands twice in the index", at);
        }
    }

    // DWARF 5, 7.33: Bernstein's hash of the name in lower case; of names outside ASCII the folding is a table of Unicode.
    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        uint hash = 5381;
        foreach (byte b in name) hash = unchecked((hash * 33) + (b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b));
        return hash;
    }

    private sealed record Header(DwarfFormat Format, int End, uint Units, uint TypeUnits, uint ForeignTypeUnits, uint Buckets, uint Names, uint AbbreviationsSize, string Augmentation)
    {
        public static Header Read(ref SectionReader reader, DwarfFormat format)
        {
            int start = reader.Offset;
            int version = reader.ReadUInt16();
            if (version != SupportedVersion) throw reader.Malformed($"Version {version} of a name index is not known", start);
            _ = reader.ReadUInt16();
            uint units = reader.ReadUInt32(), typeUnits = reader.ReadUInt32(), foreign = reader.ReadUInt32(), buckets = reader.ReadUInt32();
            uint names = reader.ReadUInt32(), abbreviations = reader.ReadUInt32(), augmentation = reader.ReadUInt32();
            // Padded to four bytes, whether its size says so or not.
            ReadOnlySpan<byte> text = reader.ReadBytes((augmentation + 3UL) & ~3UL);
            return new Header(format, reader.End, units, typeUnits, foreign, buckets, names, abbreviations, Encoding.ASCII.GetString(text).TrimEnd('\0', ' '));
        }
    }
}
