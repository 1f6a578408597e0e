using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>The names that a unit defines outside function bodies: functions, variables, types, enumerators. Built in one pass, found by hash.</summary>
internal sealed class UnitNames
{
    private readonly List<(uint Hash, int Offset)> _items = [];
    private readonly SortedSet<int> _variables = [];
    private readonly HashSet<int> _constants = [];
    private uint[] _hashes = [];
    private int[] _offsets = [];

    private UnitNames()
    {
    }

    /// <summary>Offsets of the variables outside functions.</summary>
    public IReadOnlySet<int> Variables => _variables;

    /// <summary>Offsets of the static members that a class declares with a value: nothing else may define them.</summary>
    public IReadOnlySet<int> Constants => _constants;

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
            // static const int k = 3; is DW_TAG_member up to DWARF 4.
            bool isConstant = tag is DwTag.Variable or DwTag.Member && scanner.Abbreviation.Has(DwAt.Declaration) && scanner.Abbreviation.Has(DwAt.ConstValue);
            if (isConstant || (IsIndexed(tag) && !isLocal && !scanner.Abbreviation.Has(DwAt.Declaration))) Add(scanner.Die, tag, isConstant);
            // Bodies hold locals only; DWARF of C++ lambdas and local classes keeps their member functions at these levels, too.
            more = tag is DwTag.LexicalBlock or DwTag.InlinedSubroutine or DwTag.SubroutineType ? scanner.MoveNextSibling() : scanner.MoveNext();
        }
        return true;
    }

    private void Add(Die die, DwTag tag, bool isConstant)
    {
        ReadOnlySpan<byte> name = NameOf(die);
        if (name.IsEmpty) return;
        _items.Add((NamePattern.HashOf(name), die.Offset));
        if (isConstant) _constants.Add(die.Offset);
        else if (tag == DwTag.Variable) _variables.Add(die.Offset);
    }

    private static ReadOnlySpan<byte> NameOf(Die die) => die.TryGetInherited(DwAt.Name, out AttributeValue value) ? value.AsStringBytes() : default;

    private static bool IsIndexed(DwTag tag) => tag is DwTag.Subprogram or DwTag.Variable or DwTag.StructureType or DwTag.ClassType or DwTag.UnionType
        or DwTag.InterfaceType or DwTag.EnumerationType or DwTag.Typedef or DwTag.BaseType or DwTag.Enumerator or DwTag.UnspecifiedType or DwTag.TemplateAlias;
}
