using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>The names that a unit defines outside function bodies: functions, variables, types, enumerators. Built in one pass, found by hash.</summary>
internal sealed class UnitNames
{
    private readonly List<(uint Hash, int Offset)> _items = [];
    private readonly SortedSet<int> _variables = [];
    private uint[] _hashes = [];
    private int[] _offsets = [];

    private UnitNames()
    {
    }

    /// <summary>Offsets of the variables outside functions.</summary>
    public IReadOnlySet<int> Variables => _variables;

    /// <summary>Scans a unit; what precedes a damaged DIE is kept.</summary>
    public static UnitNames Build(CompilationUnit unit)
    {
        UnitNames names = new();
        unit.Owner.Guard(() => names.Scan(unit), false);
        names._hashes = [.. names._items.Select(i => i.Hash)];
        names._offsets = [.. names._items.Select(i => i.Offset)];
        names._items.Clear();
        names._items.Capacity = 0;
        Array.Sort(names._hashes, names._offsets);
        return names;
    }

    /// <summary>Offsets of the DIEs whose name has the hash, in file order.</summary>
    public List<int> Find(uint hash)
    {
        List<int> found = [];
        int at = Array.BinarySearch(_hashes, hash);
        if (at < 0) return found;
        while (at > 0 && _hashes[at - 1] == hash) at--;
        for (; at < _hashes.Length && _hashes[at] == hash; at++) found.Add(_offsets[at]);
        found.Sort();
        return found;
    }

    private bool Scan(CompilationUnit unit)
    {
        DieScanner scanner = new(unit, unit.Root.Offset);
        bool more = scanner.MoveNext();
        int functionDepth = int.MaxValue;
        while (more)
        {
            DwTag tag = scanner.Abbreviation.Tag;
            if (scanner.Depth <= functionDepth) functionDepth = tag == DwTag.Subprogram ? scanner.Depth : int.MaxValue;
            bool isLocal = tag == DwTag.Variable && scanner.Depth > functionDepth;
            if (IsIndexed(tag) && !isLocal && !scanner.Abbreviation.Has(DwAt.Declaration)) Add(scanner.Die, tag);
            // Bodies hold locals only; DWARF of C++ lambdas and local classes keeps their member functions at these levels, too.
            more = tag is DwTag.LexicalBlock or DwTag.InlinedSubroutine or DwTag.SubroutineType ? scanner.MoveNextSibling() : scanner.MoveNext();
        }
        return true;
    }

    private void Add(Die die, DwTag tag)
    {
        ReadOnlySpan<byte> name = NameOf(die);
        if (name.IsEmpty) return;
        _items.Add((NamePattern.HashOf(name), die.Offset));
        if (tag == DwTag.Variable) _variables.Add(die.Offset);
    }

    private static ReadOnlySpan<byte> NameOf(Die die) => die.TryGetInherited(DwAt.Name, out AttributeValue value) ? value.AsStringBytes() : default;

    private static bool IsIndexed(DwTag tag) => tag is DwTag.Subprogram or DwTag.Variable or DwTag.StructureType or DwTag.ClassType or DwTag.UnionType
        or DwTag.InterfaceType or DwTag.EnumerationType or DwTag.Typedef or DwTag.BaseType or DwTag.Enumerator or DwTag.UnspecifiedType or DwTag.TemplateAlias;
}
