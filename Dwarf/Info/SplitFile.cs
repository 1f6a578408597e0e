using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>A file with the DIEs that an image's skeleton units leave out: one <c>.dwo</c>, or the <c>.dwp</c> package of many.</summary>
internal abstract class SplitFile
{
    private readonly Lazy<Dictionary<ulong, CompilationUnit>> _types;

    protected SplitFile(DebugInfo owner, DwarfSections sections)
    {
        Owner = owner;
        Sections = sections;
        _types = new Lazy<Dictionary<ulong, CompilationUnit>>(() => IndexTypes(ReadTypeUnits()));
    }

    /// <summary>The units that describe one type each.</summary>
    public IEnumerable<CompilationUnit> TypeUnits => _types.Value.Values;

    protected DebugInfo Owner { get; }

    protected DwarfSections Sections { get; }

    public static SplitFile Load(DebugInfo owner, ElfImage image)
    {
        DwarfSections sections = DwarfSections.OfSplit(image, owner.Sections, owner.DiagnosticBag);
        return image.FindSection(PackageIndex.UnitsSection) is null ? new SplitObject(owner, sections) : new SplitPackage(owner, image, sections);
    }

    /// <summary>The split unit with an id; null when the file has none.</summary>
    /// <param name="id"><c>DW_AT_GNU_dwo_id</c>, or the field of the header.</param>
    /// <param name="skeleton">The unit of the image that asks for it.</param>
    public abstract UnitContent? FindUnit(ulong id, CompilationUnit skeleton);

    /// <summary>The type with a signature.</summary>
    public bool TryFindType(ulong signature, out Die type)
    {
        type = default;
        if (!_types.Value.TryGetValue(signature, out CompilationUnit? unit) || unit.TypeDie is not { } die) return false;
        type = die;
        return true;
    }

    protected abstract IEnumerable<CompilationUnit> ReadTypeUnits();

    private static Dictionary<ulong, CompilationUnit> IndexTypes(IEnumerable<CompilationUnit> units)
    {
        Dictionary<ulong, CompilationUnit> index = [];
        foreach (CompilationUnit unit in units) index.TryAdd(unit.Signature, unit);
        return index;
    }

    /// <summary>A <c>.dwo</c> file: one unit and the types it refers to.</summary>
    private sealed class SplitObject(DebugInfo owner, DwarfSections sections) : SplitFile(owner, sections)
    {
        private List<UnitHeader>? _headers;

        private List<UnitHeader> Headers => _headers ??= Owner.ReadHeaders(Sections, SectionId.DebugInfo);

        public override UnitContent? FindUnit(ulong id, CompilationUnit skeleton)
        {
            UnitHeader? header = Headers.Find(h => h.Kind is DwUt.SplitCompile or DwUt.Compile && IdOf(h) == id);
            return header is null ? null : new UnitContent(header, Sections, skeleton, this);
        }

        protected override IEnumerable<CompilationUnit> ReadTypeUnits() =>
            Headers.Concat(Owner.ReadHeaders(Sections, SectionId.DebugTypes)).Where(h => h.Kind is DwUt.SplitType or DwUt.Type)
                .Select(h => new CompilationUnit(Owner, new UnitContent(h, Sections, null, this)));

        private ulong IdOf(UnitHeader header) => header.Encoding.Version >= 5 ? header.Signature
            : new CompilationUnit(Owner, new UnitContent(header, Sections)).Root.TryGet(DwAt.GNUDwoId, out AttributeValue id) ? id.AsUnsigned() : 0;
    }

    /// <summary>A <c>.dwp</c> file: units and types found by index, each with its own parts of the sections.</summary>
    private sealed class SplitPackage(DebugInfo owner, ElfImage image, DwarfSections sections) : SplitFile(owner, sections)
    {
        private readonly Lazy<PackageIndex> _units = new(() => owner.Guard(() => PackageIndex.Read(image, PackageIndex.UnitsSection), PackageIndex.Empty));

        public override UnitContent? FindUnit(ulong id, CompilationUnit skeleton) =>
            _units.Value.TryFind(id, out int row) && ReadHeader(_units.Value, row) is { } unit ? new UnitContent(unit.Header, unit.Sections, skeleton, this) : null;

        protected override IEnumerable<CompilationUnit> ReadTypeUnits()
        {
            PackageIndex types = Owner.Guard(() => PackageIndex.Read(image, PackageIndex.TypesSection), PackageIndex.Empty);
            foreach (int row in types.Rows)
            {
                if (ReadHeader(types, row) is { } unit) yield return new CompilationUnit(Owner, new UnitContent(unit.Header, unit.Sections, null, this));
            }
        }

        private (UnitHeader Header, DwarfSections Sections)? ReadHeader(PackageIndex index, int row)
        {
            DwarfSections parts = new(Sections.IsBigEndian, id => Owner.Guard(() => index.Slice(row, id, Sections.Get(id)), default));
            SectionId home = parts.Get(SectionId.DebugInfo).IsEmpty ? SectionId.DebugTypes : SectionId.DebugInfo;
            UnitHeader? header = Owner.Guard(() => Read(parts, home), null);
            return header is null ? null : (header, parts);
        }

        private static UnitHeader Read(DwarfSections parts, SectionId section)
        {
            SectionReader reader = parts.Reader(section);
            return UnitHeader.Read(ref reader);
        }
    }
}
