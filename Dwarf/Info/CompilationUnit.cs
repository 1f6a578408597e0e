using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>A unit of <c>.debug_info</c> or <c>.debug_types</c>: usually one source file and what it includes.</summary>
/// <remarks>
/// Identity is by reference: each unit has one object. What a damaged root DIE does not tell is empty here. A unit of split DWARF is one unit
/// here, too: its skeleton until DIEs are asked for, then what its <c>.dwo</c> or <c>.dwp</c> file holds. DWARF 5, 3.1.
/// </remarks>
public sealed partial class CompilationUnit
{
    private readonly CompilationUnit? _skeleton;
    private AbbreviationTable? _abbreviations;
    private UnitRoot? _root;
    private readonly Lazy<UnitIndex> _index;
    private string? _name;
    private string? _directory;
    private bool? _hasSimpleTemplateNames;
    private bool? _isPartial;
    private UnitContent? _content;

    /// <summary>A unit whose DIEs are where its header is.</summary>
    internal CompilationUnit(DebugInfo owner, UnitContent content)
        : this(owner) => _content = content;

    /// <summary>A unit whose DIEs may be in another file, which is opened when they are asked for.</summary>
    internal CompilationUnit(DebugInfo owner, CompilationUnit skeleton)
        : this(owner) => _skeleton = skeleton;

    private CompilationUnit(DebugInfo owner)
    {
        Owner = owner;
        _index = new Lazy<UnitIndex>(() => UnitIndex.Build(this));
    }

    /// <summary>Offset of the unit's first byte in its section.</summary>
    public int Offset => Header.Offset;

    /// <summary>Section that holds the unit.</summary>
    public SectionId Section => Header.Section;

    /// <summary>DWARF version, 2 to 5.</summary>
    public int Version => Header.Encoding.Version;

    /// <summary>32- or 64-bit DWARF.</summary>
    public DwarfFormat Format => Header.Encoding.Format;

    /// <summary>Size of a target address.</summary>
    public int AddressSizeInBytes => Header.Encoding.AddressSize;

    /// <summary>Kind of unit as its header tells it; before version 5 the section, which leaves <see cref="IsPartial"/> open.</summary>
    public DwUt Kind => Header.Kind;

    /// <summary>Holds what several units have in common and import; has no code. <c>dwz</c> makes such units. DWARF 5, 3.1.1.</summary>
    public bool IsPartial => _isPartial ??= Owner.Guard(() => Listed.Kind == DwUt.Partial || (Listed.Kind == DwUt.Compile && Listed.PeekRootTag() == DwTag.PartialUnit), false);

    /// <summary>Type signature of a type unit, id of a skeleton or split unit; otherwise 0.</summary>
    public ulong Signature => Header.Signature;

    /// <summary>The unit's own DIE.</summary>
    public Die Root => new(this, Header.RootOffset);

    /// <summary>The type that a type unit describes; null for other units.</summary>
    public Die? TypeDie => Header.TypeOffset == 0 || Header.TypeOffset >= (ulong)(Header.End - Offset) ? null : new Die(this, Offset + (int)Header.TypeOffset);

    /// <summary>Primary source file as the compiler was told it (<c>DW_AT_name</c>).</summary>
    public string Name => _name ??= Owner.Guard(() => RootAttributes.Name?.AsString(), null) ?? "";

    /// <summary>Directory in which the compiler ran (<c>DW_AT_comp_dir</c>).</summary>
    public string CompilationDirectory => _directory ??= Owner.Guard(() => (Listed.RootAttributes.CompilationDirectory ?? RootAttributes.CompilationDirectory)?.AsString(), null) ?? "";

    /// <summary>Compiler and its options (<c>DW_AT_producer</c>).</summary>
    public string Producer => Origin.Root.ReadString(DwAt.Producer) ?? "";

    /// <summary>Source language.</summary>
    public DwLang Language => Owner.Guard(() => Origin.RootAttributes.Language, DwLang.None);

    /// <summary>C++, of any year.</summary>
    public bool IsCPlusPlus => Language is DwLang.CPlusPlus or DwLang.CPlusPlus11 or DwLang.CPlusPlus14 or DwLang.CPlusPlus17 or DwLang.CPlusPlus20;

    /// <summary>Names of template instances may lack their arguments: clang has an option for it.</summary>
    internal bool HasSimpleTemplateNames => _hasSimpleTemplateNames ??= Producer.Contains("clang", StringComparison.Ordinal);

    internal DebugInfo Owner { get; }

    /// <summary>A unit of the supplementary file.</summary>
    internal bool IsSupplementary => _content?.Supplement is not null;

    // dwz leaves language and producer with the units that import a partial one, which all have the same where it matters.
    private CompilationUnit Origin => IsPartial && RootAttributes.Language == DwLang.None ? Owner.FindImporter(this) ?? this : this;

    internal DwarfSections Sections => Content.Sections;

    /// <summary>The unit as the image itself has it: a skeleton, or this very unit. Has the address ranges and the line table.</summary>
    internal CompilationUnit Listed => _skeleton ?? this;

    /// <summary>The skeleton whose tables this split unit uses; null for a whole unit.</summary>
    internal CompilationUnit? Skeleton => Content.Skeleton;

    internal UnitContent Content => _content ?? ResolveContent();

    /// <summary>Describes a type for other units, and no code.</summary>
    internal bool IsTypeUnit => Listed.Kind is DwUt.Type or DwUt.SplitType;

    private UnitHeader Header => Content.Header;

    internal UnitEncoding Encoding => Header.Encoding;

    internal int End => Header.End;

    /// <summary>The producer wrote <c>DW_AT_sibling</c>.</summary>
    internal bool HasSiblings => Abbreviations.HasSiblings;

    /// <summary>It may import other units.</summary>
    internal bool HasImports => Abbreviations.HasImports;

    /// <summary>It may have inlined copies of functions that are in other units.</summary>
    internal bool HasForeignOrigins => Abbreviations.HasForeignOrigins;

    // A table or root that cannot be read is tried again, and the error reported again: nothing half-read is kept.
    internal UnitRoot RootAttributes => _root ??= UnitRoot.Read(this);

    /// <summary>Its functions and what encloses what. Two threads index two units at once, and one unit once.</summary>
    internal UnitIndex Index => _index.Value;

    private AbbreviationTable Abbreviations => _abbreviations ?? ResolveAbbreviations();

    /// <summary>What list entries are relative to until they say otherwise; 0 when the unit has no low_pc. DWARF 5, 3.1.1.</summary>
    internal ulong BaseAddress => RootAttributes.LowPc is { IsAddress: true } low ? low.AsAddress() : 0;

    internal ReadOnlyMemory<byte> Data => Sections.Get(Section);

    /// <summary>A reader that ends with the unit, standing at an offset of the section.</summary>
    internal SectionReader ReaderAt(int offset)
    {
        SectionReader reader = new(Data.Span[..Header.End], Section, Sections.IsBigEndian);
        if (offset < Header.RootOffset || offset > Header.End) throw reader.Malformed($"Reference to 0x{offset:x} leaves its unit", Offset);
        reader.Seek(offset);
        return reader;
    }

    /// <summary>Reads a DIE's code; null for the null entry that ends a list of children.</summary>
    internal Abbreviation? ReadAbbreviation(ref SectionReader reader)
    {
        int start = reader.Offset;
        ulong code = reader.ReadUleb128();
        if (code == 0) return null;
        return Abbreviations.Find(code) ?? throw reader.Malformed($"Abbreviation {code} is not in the unit's table", start);
    }

    // Asked of every unit of an image: a table that nobody has read so far is read up to the one entry.
    private DwTag PeekRootTag() => _abbreviations is null ? Sections.PeekRootTag(Header) : Root.Tag;

    private AbbreviationTable ResolveAbbreviations() => _abbreviations = Content.Sections.GetAbbreviations(Header);

    private UnitContent ResolveContent() => Interlocked.CompareExchange(ref _content, Owner.ResolveSplit(_skeleton!), null) ?? _content;

    /// <inheritdoc/>
    public override string ToString() => $"unit at {Section.Name()}+0x{Offset:x}";
}
