namespace RspDebug.Dwarf.Info;

/// <summary>Enumerates the children of a DIE without allocating: <c>foreach (Die child in die.Children)</c>.</summary>
public struct DieChildren
{
    private readonly CompilationUnit _unit;
    private int _next;
    private bool _isFirst = true;

    internal DieChildren(Die parent)
    {
        _unit = parent.Unit;
        _next = parent.Offset;
        Current = default;
    }

    /// <summary>The child that <see cref="MoveNext"/> found.</summary>
    public Die Current { get; private set; }

    /// <summary>Makes the type usable with <c>foreach</c>.</summary>
    public readonly DieChildren GetEnumerator() => this;

    /// <summary>Goes to the next child.</summary>
    /// <returns>False behind the last child.</returns>
    /// <exception cref="Reading.DwarfFormatException">The bytes up to the next child are damaged.</exception>
    public bool MoveNext()
    {
        if (_next < 0) return false;
        _next = _isFirst ? _unit.FirstChildOffset(_next) : _unit.NextSiblingOffset(_next);
        _isFirst = false;
        if (_next < 0) return false;
        Current = new Die(_unit, _next);
        return true;
    }
}
