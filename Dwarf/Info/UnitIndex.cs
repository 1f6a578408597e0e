using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Info;

/// <summary>What one pass over a unit's DIEs finds: functions that have code, and which DIEs enclose which.</summary>
internal sealed class UnitIndex
{
    private readonly List<Container> _containers = [];
    private readonly List<(CodeRange Range, int Offset)> _functions = [];
    private readonly List<int> _functionOffsets = [];

    private UnitIndex()
    {
    }

    /// <summary>Code of functions; the value is the offset of the function's DIE.</summary>
    public RangeMap Functions { get; private set; } = null!;

    /// <summary>Functions with code, in file order.</summary>
    public IReadOnlyList<int> FunctionOffsets => _functionOffsets;

    /// <summary>Scans a unit; what precedes a damaged DIE is kept.</summary>
    public static UnitIndex Build(CompilationUnit unit)
    {
        UnitIndex index = new();
        unit.Owner.Guard(() => index.Scan(unit), false);
        index.CloseAll(unit.End);
        index.Functions = new RangeMap(index._functions);
        return index;
    }

    /// <summary>Offset of the innermost namespace, type or function around a DIE; -1 at the top of the unit.</summary>
    public int FindContainer(int offset)
    {
        int low = 0, high = _containers.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_containers[middle].Start < offset) low = middle + 1;
            else high = middle;
        }
        int at = low - 1;
        while (at >= 0 && _containers[at].End <= offset) at = _containers[at].Parent;
        return at < 0 ? -1 : _containers[at].Start;
    }

    private readonly List<(int Container, int Depth)> _open = [];

    private bool Scan(CompilationUnit unit)
    {
        DieScanner scanner = new(unit, unit.Root.Offset);
        while (scanner.MoveNext())
        {
            Close(scanner.Depth, scanner.Offset);
            Abbreviation abbreviation = scanner.Abbreviation;
            if (abbreviation.Tag == DwTag.Subprogram && (abbreviation.Has(DwAt.LowPc) || abbreviation.Has(DwAt.Ranges))) AddFunction(unit, scanner.Offset);
            if (!abbreviation.HasChildren || !Encloses(abbreviation.Tag)) continue;
            _open.Add((_containers.Count, scanner.Depth));
            _containers.Add(new Container(scanner.Offset, unit.End, _open.Count > 1 ? _open[^2].Container : -1));
        }
        return true;
    }

    private void AddFunction(CompilationUnit unit, int offset)
    {
        List<CodeRange> ranges = unit.Owner.Guard(() => RangeList.Read(new Die(unit, offset)), []);
        if (ranges.Count == 0) return;
        _functionOffsets.Add(offset);
        foreach (CodeRange range in ranges) _functions.Add((range, offset));
    }

    private void Close(int depth, int offset)
    {
        while (_open.Count > 0 && _open[^1].Depth >= depth)
        {
            int closing = _open[^1].Container;
            _containers[closing] = _containers[closing] with { End = offset };
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private void CloseAll(int end) => Close(0, end);

    private static bool Encloses(DwTag tag) => tag is DwTag.Namespace or DwTag.Module or DwTag.StructureType or DwTag.ClassType
        or DwTag.UnionType or DwTag.InterfaceType or DwTag.EnumerationType or DwTag.Subprogram;

    private readonly record struct Container(int Start, int End, int Parent);
}
