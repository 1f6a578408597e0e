using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Indices;

namespace RspDebug.Dwarf.Info;

// DWARF 5, 6.1: indices tell which units define a name. What they may leave out is looked for in all units, and only when nothing else has the name:
// so that the answers are the same with an index and without.
public sealed partial class DebugInfo
{
    private readonly Lazy<NameIndices> _indices;

    /// <summary>Units that were searched for names until this moment.</summary>
    internal int CountOfSearchedUnits
    {
        get { lock (_indexGate) return _unitNames.Count; }
    }

    internal NameIndices Indices => _indices.Value;

    /// <summary>DIEs whose innermost name is that of a pattern, in a unit that may have them.</summary>
    private IEnumerable<Die> FindNamed(CompilationUnit unit, NamePattern pattern, NameFilter filter, IndexedNames kind)
    {
        if (!filter.MayDefine(unit, kind)) yield break;
        foreach (int offset in GetNames(unit).Find(pattern.Hash)) yield return new Die(unit, offset);
    }

    private NameLevel LevelOf(Die die)
    {
        NameLevel level = NameLevel.Outer;
        UnitIndex index = die.Unit.Index;
        // Each container stands before what it contains.
        for (int at = index.FindContainer(die.Offset); at >= 0; at = index.FindContainer(at))
        {
            DwTag tag = new Die(die.Unit, at).Tag;
            if (tag == DwTag.Subprogram) return NameLevel.Local;
            if (tag is not (DwTag.Namespace or DwTag.Module)) level = NameLevel.Nested;
        }
        return level;
    }
}
