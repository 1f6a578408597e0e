using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>Which units bring in which others: <c>dwz</c> puts what several have in common into partial units. DWARF 5, 3.1.1, 3.2.5 and E.1.</summary>
internal sealed class UnitImports
{
    private readonly Dictionary<CompilationUnit, CompilationUnit> _importers = [];
    private readonly List<CompilationUnit> _units = [];

    private UnitImports()
    {
    }

    /// <summary>All units of the image, and those of its supplementary file that it imports: each behind the first unit that brings it in, where its DIEs were before <c>dwz</c>.</summary>
    public IReadOnlyList<CompilationUnit> Units => _units;

    /// <summary>Reads the imports of all units of an image.</summary>
    public static UnitImports Read(DebugInfo info)
    {
        UnitImports imports = new();
        HashSet<CompilationUnit> seen = [];
        foreach (CompilationUnit unit in info.Units)
        {
            if (unit.IsPartial) continue;
            imports._units.Add(unit);
            foreach (CompilationUnit imported in Collect(unit, seen))
            {
                imports._units.Add(imported);
                imports._importers.Add(imported, unit);
            }
        }
        imports._units.AddRange(info.Units.Where(unit => unit.IsPartial && !seen.Contains(unit)));
        return imports;
    }

    /// <summary>The partial units that a unit brings in, itself or through others.</summary>
    public static CompilationUnit[] Of(CompilationUnit unit) => [.. Collect(unit, [])];

    /// <summary>The first unit, no partial one, that brings in a partial unit; null when none does.</summary>
    public CompilationUnit? FindImporter(CompilationUnit unit) => _importers.GetValueOrDefault(unit);

    /// <summary>What was seen before is left out, together with what only that brings in.</summary>
    private static IEnumerable<CompilationUnit> Collect(CompilationUnit unit, HashSet<CompilationUnit> seen)
    {
        Queue<CompilationUnit> open = new([unit]);
        List<CompilationUnit> direct = [];
        while (open.TryDequeue(out CompilationUnit? at))
        {
            direct.Clear();
            at.Owner.Guard((at, direct), static s => ReadDirect(s.at, s.direct));
            foreach (CompilationUnit imported in direct)
            {
                if (!seen.Add(imported)) continue;
                open.Enqueue(imported);
                yield return imported;
            }
        }
    }

    // Whole units are imported by those that GCC makes at link time: what is in them has its own unit.
    private static void ReadDirect(CompilationUnit unit, List<CompilationUnit> found)
    {
        if (!unit.HasImports) return;
        foreach (Die child in unit.Root.Children)
        {
            if (child.Tag == DwTag.ImportedUnit && child.TryGetReference(DwAt.Import, out Die root) && root.Unit.IsPartial) found.Add(root.Unit);
        }
    }
}
