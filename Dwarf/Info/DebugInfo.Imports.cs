namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private const long MostImportsKept = 100_000;

    private readonly RecentCache<CompilationUnit, CompilationUnit[]> _importsOfUnits = new(MostImportsKept, i => i.Length + 1);
    private readonly Lazy<UnitImports> _imports;
    private readonly Lazy<bool> _hasImports;

    /// <summary>The units in which names are looked for, in the order they had before <c>dwz</c>. Of a supplementary file those that the image imports: it has units of other images, too.</summary>
    private IReadOnlyList<CompilationUnit> NamedUnits => _hasImports.Value ? _imports.Value.Units : Units;

    /// <summary>A unit whose language and producer are those of a partial unit, which does not tell; null when no unit imports it.</summary>
    internal CompilationUnit? FindImporter(CompilationUnit partial) => _imports.Value.FindImporter(partial);

    /// <summary>A unit and the partial units that it imports: together what the unit was before <c>dwz</c>.</summary>
    private IEnumerable<CompilationUnit> PartsOf(CompilationUnit? unit) =>
        unit is null ? [] : _importsOfUnits.GetOrAdd(unit, 0, static (u, _) => UnitImports.Of(u)).Prepend(unit);
}
