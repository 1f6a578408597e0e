using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Indices;

/// <summary>An index of names that the compiler, the linker or gdb left in the image: which units define a name.</summary>
/// <param name="complete">What the producer lists for every unit that has it.</param>
/// <param name="elsewhere">What the producer may list for another unit than the one that has it, all of it.</param>
/// <param name="firstOnly">What the producer lists for the first unit that has it, as gdb does with types and variables of the same name.</param>
internal abstract class NameIndex(IndexedNames complete, IndexedNames elsewhere, IndexedNames firstOnly)
{
    private readonly HashSet<CompilationUnit> _covered = [];
    private uint[] _hashes = [];
    private int[] _lists = [];

    /// <summary>Whether the index tells that a unit does not have a name; null when it cannot tell.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="listed">What <see cref="Find"/> gave for the name.</param>
    /// <param name="kind">Kinds of names.</param>
    public bool? MayDefine(CompilationUnit unit, HashSet<CompilationUnit> listed, IndexedNames kind)
    {
        // What dwz moved to a partial unit stays listed for the units that had it.
        if (!_covered.Contains(unit) || unit.IsPartial) return null;
        if ((complete & kind) == kind) return listed.Contains(unit);
        if (((complete | elsewhere) & kind) == kind) return listed.Count > 0;
        if (((complete | firstOnly) & kind) != kind) return null;
        // Type units are in another order than here.
        return listed.Count > 0 && (unit.IsTypeUnit || listed.Any(u => !u.IsTypeUnit && u.Listed.Offset <= unit.Listed.Offset));
    }

    /// <summary>The units that the index gives for a name, by its hash.</summary>
    /// <exception cref="DwarfFormatException">The entries of the name are damaged.</exception>
    public HashSet<CompilationUnit> Find(uint hash)
    {
        HashSet<CompilationUnit> units = [];
        int at = Array.BinarySearch(_hashes, hash);
        if (at < 0) return units;
        while (at > 0 && _hashes[at - 1] == hash) at--;
        for (; at < _hashes.Length && _hashes[at] == hash; at++) AddUnits(_lists[at], units);
        return units;
    }

    protected abstract void AddUnits(int list, HashSet<CompilationUnit> units);

    protected void Cover(CompilationUnit unit) => _covered.Add(unit);

    /// <summary>Fills the table, once.</summary>
    /// <param name="names">Hash of a name, as <see cref="NamePattern"/> makes it, and where the entries of the name are.</param>
    protected void SetNames(List<(uint Hash, int List)> names)
    {
        _hashes = new uint[names.Count];
        _lists = new int[names.Count];
        for (int i = 0; i < names.Count; i++) (_hashes[i], _lists[i]) = names[i];
        Array.Sort(_hashes, _lists);
    }
}
