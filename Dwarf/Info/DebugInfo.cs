using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The debug information of one image. Loading reads nothing but unit headers; everything else is indexed when first asked for.</summary>
/// <remarks>
/// A damaged unit, list or line program costs itself and leaves an entry in <see cref="Diagnostics"/>; look-ups then answer from the rest.
/// Safe to share between threads. The image's bytes must stay valid.
/// </remarks>
/// <example>
/// <code>
/// DebugInfo info = DebugInfo.Load(image);
/// foreach (BreakpointLocation location in info.FindBreakpointLocations("src/main.c", 42)) Arm(location.Address);
/// IReadOnlyList&lt;SourceFrame&gt; frames = info.GetFrames(pc);
/// </code>
/// </example>
public sealed partial class DebugInfo
{
    private readonly DiagnosticBag _diagnostics = new();
    private readonly Lock _gate = new();

    private DebugInfo(ElfImage image, ICompanionFiles? companions)
    {
        Image = image;
        _companions = companions;
        _supplement = new Lazy<SupplementaryFile?>(OpenSupplement);
        _hasImports = new Lazy<bool>(() => Units.Any(unit => unit.IsPartial) || Supplement is not null);
        _imports = new Lazy<UnitImports>(() => UnitImports.Read(this));
        Sections = DwarfSections.Of(image, () => Supplement?.Strings ?? default, _diagnostics);
        LiveCode = new LiveCode(image);
        Units = ReadUnits(SectionId.DebugInfo);
        TypeUnits = ReadUnits(SectionId.DebugTypes);
        _indices = new Lazy<NameIndices>(() => NameIndices.Read(this));
    }

    /// <summary>The image that was loaded.</summary>
    public ElfImage Image { get; }

    /// <summary>The units of <c>.debug_info</c> in file order; empty when the image was built without <c>-g</c>.</summary>
    public ImmutableArray<CompilationUnit> Units { get; }

    /// <summary>The units of <c>.debug_types</c> (DWARF 4 with <c>-fdebug-types-section</c>).</summary>
    public ImmutableArray<CompilationUnit> TypeUnits { get; }

    /// <summary>What had to be left out until this moment; grows as more is read.</summary>
    public ImmutableArray<DwarfDiagnostic> Diagnostics => _diagnostics.Items;

    /// <summary>The image has source-level debug information.</summary>
    public bool IsPresent => !Units.IsEmpty;

    internal DwarfSections Sections { get; }

    internal DiagnosticBag DiagnosticBag => _diagnostics;

    internal LiveCode LiveCode { get; }

    /// <summary>Reads the unit headers of an image.</summary>
    /// <param name="image">Any image; without debug information the result is empty, not an error.</param>
    /// <param name="companions">Finds the files of split DWARF and of <c>dwz -m</c>; without it such units tell lines and ranges, and little else.</param>
    public static DebugInfo Load(ElfImage image, ICompanionFiles? companions = null) => new(image, companions);

    /// <summary>The unit that holds an offset of <c>.debug_info</c>.</summary>
    /// <param name="offset">From the start of the section.</param>
    /// <param name="unit">The unit.</param>
    public bool TryFindUnit(int offset, [NotNullWhen(true)] out CompilationUnit? unit) => TryFindUnit(Units, offset, out unit);

    internal bool TryFindDie(int offset, out Die die) => TryFindDie(Units, offset, out die);

    /// <summary>The DIE at an offset of the section that some units are of.</summary>
    internal static bool TryFindDie(ImmutableArray<CompilationUnit> units, int offset, out Die die)
    {
        die = default;
        if (!TryFindUnit(units, offset, out CompilationUnit? unit) || !unit.Listed.HoldsOffset(offset)) return false;
        die = new Die(unit.Listed, offset);
        return true;
    }

    private static bool TryFindUnit(ImmutableArray<CompilationUnit> units, int offset, [NotNullWhen(true)] out CompilationUnit? unit)
    {
        int low = 0, high = units.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (units[middle].Listed.Offset <= offset) low = middle + 1;
            else high = middle;
        }
        unit = low == 0 ? null : units[low - 1];
        if (unit is null || offset >= unit.Listed.End) unit = null;
        return unit is not null;
    }

    /// <summary>Runs a computation over one unit; damage becomes a diagnostic and the fallback.</summary>
    internal T Guard<T>(Func<T> read, T fallback)
    {
        try
        {
            return read();
        }
        catch (DwarfFormatException e)
        {
            _diagnostics.Add(e);
            return fallback;
        }
        catch (ElfFormatException e)
        {
            _diagnostics.Add(e);
            return fallback;
        }
    }

    /// <summary>Runs a computation that fills its state; damage becomes a diagnostic, and what was filled before stays.</summary>
    /// <remarks>With a static lambda it allocates nothing: for what is called once a DIE.</remarks>
    internal void Guard<TState>(TState state, Action<TState> read)
    {
        try
        {
            read(state);
        }
        catch (DwarfFormatException e)
        {
            _diagnostics.Add(e);
        }
        catch (ElfFormatException e)
        {
            _diagnostics.Add(e);
        }
    }

    private ImmutableArray<CompilationUnit> ReadUnits(SectionId section)
    {
        ImmutableArray<CompilationUnit>.Builder units = ImmutableArray.CreateBuilder<CompilationUnit>();
        foreach (UnitHeader header in ReadHeaders(Sections, section))
        {
            CompilationUnit unit = new(this, new UnitContent(header, Sections));
            units.Add(MayBeSkeleton(header) ? new CompilationUnit(this, unit) : unit);
        }
        return units.ToImmutable();
    }

    /// <summary>The headers of all units of a section; what follows a bad length is lost.</summary>
    internal List<UnitHeader> ReadHeaders(DwarfSections sections, SectionId section)
    {
        List<UnitHeader> headers = [];
        SectionReader reader = sections.Reader(section);
        while (!reader.IsAtEnd)
        {
            int start = reader.Offset;
            try
            {
                headers.Add(UnitHeader.Read(ref reader));
            }
            catch (DwarfFormatException e)
            {
                _diagnostics.Add(e);
                // A bad length leaves no way to the next unit; a bad header does, because the reader is behind the unit already.
                if (reader.Offset == start) break;
            }
        }
        return headers;
    }
}
