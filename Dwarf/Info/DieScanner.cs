using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Walks DIEs in file order without recursion: the start DIE, then everything below it.</summary>
internal ref struct DieScanner
{
    private readonly CompilationUnit _unit;
    private SectionReader _reader;
    private bool _isPending;

    public DieScanner(CompilationUnit unit, int offset)
    {
        _unit = unit;
        _reader = unit.ReaderAt(offset);
        Abbreviation = null!;
    }

    /// <summary>Of the current DIE, from the start of the section.</summary>
    public int Offset { get; private set; }

    /// <summary>0 for the start DIE, 1 for its children, and so on.</summary>
    public int Depth { get; private set; }

    /// <summary>Shape of the current DIE.</summary>
    public Abbreviation Abbreviation { get; private set; }

    public readonly Die Die => new(_unit, Offset);

    /// <summary>Goes to the next DIE in file order.</summary>
    /// <returns>False when the start DIE's subtree, or the unit, ends.</returns>
    public bool MoveNext()
    {
        int depth = Depth;
        if (_isPending)
        {
            AttributeReader.SkipAll(ref _reader, _unit, Abbreviation);
            if (Abbreviation.HasChildren) depth++;
            else if (depth == 0) return false;
        }
        return ReadEntry(depth);
    }

    /// <summary>Goes to the next DIE that is not below the current one.</summary>
    public bool MoveNextSibling()
    {
        if (!_isPending) return MoveNext();
        if (!Abbreviation.HasChildren) return MoveNext();
        int depth = Depth;
        if (depth == 0) return false;
        if (_unit.TryReadSibling(_reader, Abbreviation, Offset, out int sibling))
        {
            _reader.Seek(sibling);
            return ReadEntry(depth);
        }
        bool more = MoveNext();
        while (more && Depth > depth) more = MoveNext();
        return more;
    }

    private bool ReadEntry(int depth)
    {
        while (!_reader.IsAtEnd)
        {
            int start = _reader.Offset;
            Abbreviation? abbreviation = _unit.ReadAbbreviation(ref _reader);
            if (abbreviation is not null)
            {
                Offset = start;
                Depth = depth;
                Abbreviation = abbreviation;
                _isPending = true;
                return true;
            }
            if (--depth <= 0) break;
        }
        _isPending = false;
        return false;
    }
}
