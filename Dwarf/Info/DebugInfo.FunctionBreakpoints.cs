using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>Where to arm a breakpoint on a function: behind the prologue of each body, and at the start of each inlined copy.</summary>
    /// <param name="name">As for <see cref="FindFunctions"/>.</param>
    /// <returns>By rising address; empty when the image has no code of such a function.</returns>
    public IReadOnlyList<BreakpointLocation> FindFunctionBreakpoints(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return [];
        NamePattern pattern = new(name);
        NameFilter filter = Indices.FilterFor(pattern);
        Dictionary<Die, FunctionInfo> functions = FindOuterFunctions(name, pattern, filter);
        List<(Die Origin, BreakpointLocation Place)> copies = [];
        FindCopies(pattern, filter, IndexedNames.InlinedFunctions, copies);
        if (functions.Count == 0 && copies.Count == 0)
        {
            FindByNames(pattern, filter, IndexedNames.None, functions);
            FindCopies(pattern, filter, IndexedNames.None, copies);
        }
        List<(Die Function, BreakpointLocation Place)> found = [.. copies, .. functions.Values.Select(f => (f.Die, Describe(GetBreakpointAddress(f), f.Name, isInlined: false)))];
        if (ParameterPattern.Of(name, this) is { } parameters && found.Where(p => parameters.Matches(p.Function)).ToList() is { Count: > 0 } chosen) found = chosen;
        return [.. found.Select(p => p.Place).DistinctBy(l => l.Address).OrderBy(l => l.Address)];
    }

    private void FindCopies(NamePattern pattern, NameFilter filter, IndexedNames kind, List<(Die Origin, BreakpointLocation Place)> found)
    {
        HashSet<Die> wanted = [.. NamedUnits.SelectMany(unit => FindNamed(unit, pattern, filter, kind)).Where(d => IsMatchingFunction(d, pattern, isLocal: kind == IndexedNames.None))];
        if (wanted.Count == 0) return;
        HashSet<CompilationUnit> homes = [.. wanted.Select(d => d.Unit)];
        foreach (CompilationUnit unit in Units)
        {
            // Link-time optimisation and dwz keep the function in one unit and its copies in others.
            if (homes.Contains(unit) || Guard(() => unit.HasForeignOrigins, false)) Guard(() => CollectCopies(unit, wanted, found), false);
        }
    }

    private bool IsMatchingFunction(Die die, NamePattern pattern, bool isLocal) =>
        Guard(() => die.Tag == DwTag.Subprogram && (LevelOf(die) == NameLevel.Local) == isLocal, false) && pattern.Matches(GetQualifiedName(die));

    private bool CollectCopies(CompilationUnit unit, HashSet<Die> wanted, List<(Die Origin, BreakpointLocation Place)> found)
    {
        DieScanner scanner = new(unit, unit.Root.Offset);
        while (scanner.MoveNext())
        {
            if (scanner.Abbreviation.Tag != DwTag.InlinedSubroutine) continue;
            Die copy = scanner.Die;
            if (!copy.TryGetReference(DwAt.AbstractOrigin, out Die origin) || !wanted.Contains(origin)) continue;
            List<CodeRange> ranges = RangeList.Read(copy);
            if (ranges.Count > 0) found.Add((origin, Describe(ranges.Min(r => r.Start), GetQualifiedName(copy), isInlined: true)));
        }
        return true;
    }

    private BreakpointLocation Describe(CodeAddress address, string function, bool isInlined)
    {
        SourceLocation? place = FindDisplayLine(address);
        return new BreakpointLocation(address, place?.File ?? new SourceFile("", "", ""), place?.Line ?? 0, place?.Column ?? 0, function, isInlined);
    }
}
