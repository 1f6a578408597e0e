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
        List<BreakpointLocation> found = [];
        FindCopies(pattern, filter, IndexedNames.InlinedFunctions, found);
        if (functions.Count == 0 && found.Count == 0)
        {
            FindByNames(pattern, filter, IndexedNames.None, functions);
            FindCopies(pattern, filter, IndexedNames.None, found);
        }
        foreach (FunctionInfo function in functions.Values) found.Add(Describe(GetBreakpointAddress(function), function.Name, isInlined: false));
        return [.. found.DistinctBy(l => l.Address).OrderBy(l => l.Address)];
    }

    private void FindCopies(NamePattern pattern, NameFilter filter, IndexedNames kind, List<BreakpointLocation> found)
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

    private bool CollectCopies(CompilationUnit unit, HashSet<Die> wanted, List<BreakpointLocation> found)
    {
        DieScanner scanner = new(unit, unit.Root.Offset);
        while (scanner.MoveNext())
        {
            if (scanner.Abbreviation.Tag != DwTag.InlinedSubroutine) continue;
            Die copy = scanner.Die;
            if (!copy.TryGetReference(DwAt.AbstractOrigin, out Die origin) || !wanted.Contains(origin)) continue;
            List<CodeRange> ranges = RangeList.Read(copy);
            if (ranges.Count > 0) found.Add(Describe(ranges.Min(r => r.Start), GetQualifiedName(copy), isInlined: true));
        }
        return true;
    }

    private BreakpointLocation Describe(CodeAddress address, string function, bool isInlined)
    {
        SourceLocation? place = FindDisplayLine(address);
        return new BreakpointLocation(address, place?.File ?? new SourceFile("", "", ""), place?.Line ?? 0, place?.Column ?? 0, function, isInlined);
    }
}
