using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Info;

/// <summary>What one pass over a DIE's insides finds: functions that have code, and which DIEs enclose which.</summary>
internal sealed class Outline
{
    private readonly List<EnclosingDie> _enclosing = [];
    private readonly List<(CodeRange Range, int Offset)> _code = [];
    private readonly List<int> _functions = [];
    private readonly List<(int Position, int Depth)> _open = [];
    private readonly List<CodeRange> _ranges = [];

    private Outline()
    {
    }

    /// <summary>Code of functions; the value is the offset of the function's DIE.</summary>
    public IReadOnlyList<(CodeRange Range, int Offset)> Code => _code;

    /// <summary>Functions with code, in file order.</summary>
    public IReadOnlyList<int> Functions => _functions;

    /// <summary>Scans the DIEs below one; what precedes a damaged DIE is kept.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="start">Offset of the DIE.</param>
    /// <param name="end">Offset behind its insides.</param>
    /// <param name="jumps">Pass over the insides of types and functions; the enclosing DIEs say where that was done.</param>
    public static Outline Read(CompilationUnit unit, int start, int end, bool jumps)
    {
        Outline outline = new();
        unit.Owner.Guard(() => outline.Scan(unit, start, jumps), false);
        outline.Close(0, end);
        return outline;
    }

    /// <summary>The innermost namespace, type or function around a DIE.</summary>
    public bool TryFindEnclosing(int offset, out EnclosingDie found)
    {
        int low = 0, high = _enclosing.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_enclosing[middle].Start < offset) low = middle + 1;
            else high = middle;
        }
        int at = low - 1;
        while (at >= 0 && _enclosing[at].End <= offset) at = _enclosing[at].Parent;
        found = at < 0 ? default : _enclosing[at];
        return at >= 0;
    }

    private bool Scan(CompilationUnit unit, int start, bool jumps)
    {
        DieScanner scanner = new(unit, start);
        bool more = scanner.MoveNext() && scanner.MoveNext();
        while (more)
        {
            Close(scanner.Depth, scanner.Offset);
            Abbreviation abbreviation = scanner.Abbreviation;
            if (abbreviation is { HasCode: true, Tag: DwTag.Subprogram }) AddFunction(unit, scanner.Offset);
            bool isJumped = jumps && abbreviation.HasChildren && HidesItsInside(abbreviation.Tag);
            if (abbreviation.HasChildren && Encloses(abbreviation.Tag)) Open(scanner.Offset, unit.End, scanner.Depth, isJumped);
            more = isJumped ? scanner.MoveNextSibling() : scanner.MoveNext();
        }
        return true;
    }

    private void AddFunction(CompilationUnit unit, int offset)
    {
        _ranges.Clear();
        unit.Owner.Guard((Die: new Die(unit, offset), Ranges: _ranges), static s => RangeList.Read(s.Die, s.Ranges));
        if (_ranges.Count == 0) return;
        _functions.Add(offset);
        foreach (CodeRange range in _ranges) _code.Add((range, offset));
    }

    private void Open(int offset, int end, int depth, bool isJumped)
    {
        int parent = _open.Count == 0 ? -1 : _open[^1].Position;
        _open.Add((_enclosing.Count, depth));
        _enclosing.Add(new EnclosingDie(offset, end, parent, isJumped));
    }

    private void Close(int depth, int offset)
    {
        while (_open.Count > 0 && _open[^1].Depth >= depth)
        {
            int closing = _open[^1].Position;
            _enclosing[closing] = _enclosing[closing] with { End = offset };
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private static bool Encloses(DwTag tag) => tag is DwTag.Namespace or DwTag.Module or DwTag.StructureType or DwTag.ClassType
        or DwTag.UnionType or DwTag.InterfaceType or DwTag.EnumerationType or DwTag.Subprogram;

    private static bool HidesItsInside(DwTag tag) => tag is DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.InterfaceType
        or DwTag.EnumerationType or DwTag.Subprogram or DwTag.SubroutineType or DwTag.ArrayType;
}
