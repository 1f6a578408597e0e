using System.Collections.Concurrent;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The functions of a unit that have code, and which DIE encloses which.</summary>
/// <remarks>
/// Where the producer wrote <c>DW_AT_sibling</c> (GCC), building jumps over the insides of types and functions, nine tenths of a C++ unit. They are
/// read when something needs them: an address that no outer function has, or the name of a DIE inside.
/// </remarks>
internal sealed class UnitIndex
{
    private readonly CompilationUnit _unit;
    private readonly Outline _outer;
    private readonly Lazy<Outline> _all;
    private readonly RangeMap _outerCode;
    private readonly Lazy<RangeMap> _allCode;
    private readonly ConcurrentDictionary<int, Outline> _insides = [];

    private UnitIndex(CompilationUnit unit, Outline outer, bool isAll)
    {
        _unit = unit;
        _outer = outer;
        _outerCode = new RangeMap(outer.Code);
        _all = new Lazy<Outline>(() => isAll ? outer : Outline.Read(unit, unit.Root.Offset, unit.End, jumps: false));
        _allCode = new Lazy<RangeMap>(() => isAll ? _outerCode : new RangeMap(_all.Value.Code));
    }

    /// <summary>Functions with code, in file order.</summary>
    public int[] FunctionOffsets => _all.Value.Functions;

    /// <summary>The code of all functions.</summary>
    public OwnedCode[] Code => _all.Value.Code;

    /// <summary>Scans a unit; what precedes a damaged DIE is kept.</summary>
    public static UnitIndex Build(CompilationUnit unit)
    {
        bool jumps = unit.Owner.Guard(() => unit.HasSiblings, false);
        return new UnitIndex(unit, Outline.Read(unit, unit.Root.Offset, unit.End, jumps), isAll: !jumps);
    }

    /// <summary>Offset of the function whose own code holds an address.</summary>
    public bool TryFindFunction(CodeAddress address, out int offset) =>
        _outerCode.TryFind(address, out offset) || _allCode.Value.TryFind(address, out offset);

    /// <summary>Offset of the innermost namespace, type or function around a DIE; -1 at the top of the unit.</summary>
    public int FindContainer(int offset)
    {
        if (!_outer.TryFindEnclosing(offset, out EnclosingDie around)) return -1;
        while (around.IsUnread && _insides.GetOrAdd(around.Start, ReadInside, around).TryFindEnclosing(offset, out EnclosingDie closer)) around = closer;
        return around.Start;
    }

    private Outline ReadInside(int start, EnclosingDie around) => Outline.Read(_unit, start, around.End, jumps: true);
}
