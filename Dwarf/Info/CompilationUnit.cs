using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>A unit of <c>.debug_info</c> or <c>.debug_types</c>: usually one source file and what it includes.</summary>
/// <remarks>Identity is by reference: each unit has one object. What a damaged root DIE does not tell is empty here. DWARF 5, 3.1.</remarks>
public sealed partial class CompilationUnit
{
    private readonly UnitHeader _header;
    private readonly Lazy<AbbreviationTable> _abbreviations;
    private readonly Lazy<UnitRoot> _root;
    private string? _name;
    private string? _directory;

    internal CompilationUnit(DebugInfo owner, UnitHeader header)
    {
        Owner = owner;
        _header = header;
        // A table or root that cannot be read is tried again, and the error reported again: nothing half-read is kept.
        _abbreviations = new Lazy<AbbreviationTable>(() => Owner.GetAbbreviations(_header), LazyThreadSafetyMode.PublicationOnly);
        _root = new Lazy<UnitRoot>(() => UnitRoot.Read(this), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Offset of the unit's first byte in its section.</summary>
    public int Offset => _header.Offset;

    /// <summary>Section that holds the unit.</summary>
    public SectionId Section => _header.Section;

    /// <summary>DWARF version, 2 to 5.</summary>
    public int Version => _header.Encoding.Version;

    /// <summary>32- or 64-bit DWARF.</summary>
    public DwarfFormat Format => _header.Encoding.Format;

    /// <summary>Size of a target address.</summary>
    public int AddressSizeInBytes => _header.Encoding.AddressSize;

    /// <summary>Kind of unit; for versions before 5, from the section and the root's tag.</summary>
    public DwUt Kind => _header.Kind;

    /// <summary>Type signature of a type unit, id of a skeleton or split unit; otherwise 0.</summary>
    public ulong Signature => _header.Signature;

    /// <summary>The unit's own DIE.</summary>
    public Die Root => new(this, _header.RootOffset);

    /// <summary>The type that a type unit describes; null for other units.</summary>
    public Die? TypeDie => _header.TypeOffset == 0 || _header.TypeOffset >= (ulong)(_header.End - Offset) ? null : new Die(this, Offset + (int)_header.TypeOffset);

    /// <summary>Primary source file as the compiler was told it (<c>DW_AT_name</c>).</summary>
    public string Name => _name ??= Owner.Guard(() => _root.Value.Name?.AsString(), null) ?? "";

    /// <summary>Directory in which the compiler ran (<c>DW_AT_comp_dir</c>).</summary>
    public string CompilationDirectory => _directory ??= Owner.Guard(() => _root.Value.CompilationDirectory?.AsString(), null) ?? "";

    /// <summary>Compiler and its options (<c>DW_AT_producer</c>).</summary>
    public string Producer => Root.ReadString(DwAt.Producer) ?? "";

    /// <summary>Source language.</summary>
    public DwLang Language => Owner.Guard(() => _root.Value.Language, DwLang.None);

    /// <summary>C++, of any year.</summary>
    public bool IsCPlusPlus => Language is DwLang.CPlusPlus or DwLang.CPlusPlus11 or DwLang.CPlusPlus14 or DwLang.CPlusPlus17 or DwLang.CPlusPlus20;

    internal DebugInfo Owner { get; }

    internal DwarfSections Sections => Owner.Sections;

    internal UnitEncoding Encoding => _header.Encoding;

    internal int End => _header.End;

    /// <summary>The producer wrote <c>DW_AT_sibling</c>.</summary>
    internal bool HasSiblings => _abbreviations.Value.HasSiblings;

    internal UnitRoot RootAttributes => _root.Value;

    /// <summary>What list entries are relative to until they say otherwise; 0 when the unit has no low_pc. DWARF 5, 3.1.1.</summary>
    internal ulong BaseAddress => _root.Value.LowPc is { IsAddress: true } low ? low.AsAddress() : 0;

    internal ReadOnlyMemory<byte> Data => Sections.Get(Section);

    /// <summary>A reader that ends with the unit, standing at an offset of the section.</summary>
    internal SectionReader ReaderAt(int offset)
    {
        SectionReader reader = new(Data.Span[.._header.End], Section, Sections.IsBigEndian);
        if (offset < _header.RootOffset || offset > _header.End) throw reader.Malformed($"Reference to 0x{offset:x} leaves its unit", Offset);
        reader.Seek(offset);
        return reader;
    }

    /// <summary>Reads a DIE's code; null for the null entry that ends a list of children.</summary>
    internal Abbreviation? ReadAbbreviation(ref SectionReader reader)
    {
        int start = reader.Offset;
        ulong code = reader.ReadUleb128();
        if (code == 0) return null;
        return _abbreviations.Value.Find(code) ?? throw reader.Malformed($"Abbreviation {code} is not in the unit's table", start);
    }

    /// <inheritdoc/>
    public override string ToString() => $"unit at {Section.Name()}+0x{Offset:x}";
}
