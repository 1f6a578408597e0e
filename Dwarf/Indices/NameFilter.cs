using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Indices;

/// <summary>Which units need not be searched for a name.</summary>
/// <param name="answers">Indices, and the units that each gives for the name.</param>
internal readonly struct NameFilter(IReadOnlyList<(NameIndex Index, HashSet<CompilationUnit> Units)>? answers)
{
    private readonly IReadOnlyList<(NameIndex Index, HashSet<CompilationUnit> Units)>? _answers = answers;

    /// <summary>Every unit has to be searched.</summary>
    public static NameFilter None => default;

    /// <summary>False only when an index that lists all names of a kind speaks of the unit and has not this one.</summary>
    /// <param name="unit">A unit of the image.</param>
    /// <param name="kind">Kind of name that is looked for; <see cref="IndexedNames.None"/> for one that no index lists.</param>
    public bool MayDefine(CompilationUnit unit, IndexedNames kind)
    {
        if (_answers is null || kind == IndexedNames.None) return true;
        foreach ((NameIndex index, HashSet<CompilationUnit> units) in _answers)
        {
            if (index.MayDefine(unit, units, kind) is { } answer) return answer;
        }
        return true;
    }
}
