using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The pass that an <see cref="Outline"/> is made from. Its lists, as long as a unit has types, serve one pass of a thread after the other.</summary>
internal sealed class OutlineScan : IDisposable
{
    [ThreadStatic]
    private static OutlineScan? s_idle;

    private readonly PackedList<(int Position, int Depth)> _open = new();
    private readonly List<CodeRange> _ranges = [];

    private OutlineScan()
    {
    }

    /// <summary>DIEs with others inside, in file order; one that is not closed yet ends with its unit.</summary>
    public PackedList<EnclosingDie> Enclosing { get; } = new();

    /// <summary>Code of functions, in file order.</summary>
    public PackedList<OwnedCode> Code { get; } = new();

    /// <summary>Functions with code, in file order.</summary>
    public PackedList<int> Functions { get; } = new();

    /// <summary>The thread's own; disposing hands it back.</summary>
    public static OutlineScan Take()
    {
        OutlineScan scan = s_idle ?? new OutlineScan();
        s_idle = null;
        return scan;
    }

    /// <summary>Scans the DIEs below one.</summary>
    /// <exception cref="DwarfFormatException">A DIE is damaged; what precedes it was kept.</exception>
    public void Run(CompilationUnit unit, int start, bool jumps)
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
    }

    /// <summary>Ends the DIEs that are open at a depth and below.</summary>
    /// <param name="depth">Of the next DIE.</param>
    /// <param name="offset">Of the next DIE.</param>
    public void Close(int depth, int offset)
    {
        while (_open.Count > 0 && _open[_open.Count - 1].Depth >= depth)
        {
            ref EnclosingDie closing = ref Enclosing[_open[_open.Count - 1].Position];
            closing = closing with { End = offset };
            _open.Truncate(_open.Count - 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Enclosing.Clear();
        Code.Clear();
        Functions.Clear();
        _open.Clear();
        s_idle = this;
    }

    private void AddFunction(CompilationUnit unit, int offset)
    {
        _ranges.Clear();
        unit.Owner.Guard((Die: new Die(unit, offset), Ranges: _ranges), static s => RangeList.Read(s.Die, s.Ranges));
        if (_ranges.Count == 0) return;
        Functions.Add(offset);
        foreach (CodeRange range in _ranges) Code.Add(new OwnedCode(range, offset));
    }

    private void Open(int offset, int end, int depth, bool isJumped)
    {
        int parent = _open.Count == 0 ? -1 : _open[_open.Count - 1].Position;
        _open.Add((Enclosing.Count, depth));
        Enclosing.Add(new EnclosingDie(offset, end, parent, isJumped));
    }

    private static bool Encloses(DwTag tag) => tag is DwTag.Namespace or DwTag.Module or DwTag.StructureType or DwTag.ClassType
        or DwTag.UnionType or DwTag.InterfaceType or DwTag.EnumerationType or DwTag.Subprogram;

    private static bool HidesItsInside(DwTag tag) => tag is DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.InterfaceType
        or DwTag.EnumerationType or DwTag.Subprogram or DwTag.SubroutineType or DwTag.ArrayType;
}
