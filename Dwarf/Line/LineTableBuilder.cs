using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Collects the rows of a line program into sequences; those of removed functions are left out.</summary>
internal sealed class LineTableBuilder(LiveCode liveCode)
{
    private readonly List<LineRow> _rows = [];
    private readonly List<LineSequence> _sequences = [];
    private int _first;
    private bool _isSorted = true;

    /// <summary>Runs a line program; what precedes damage is kept.</summary>
    /// <exception cref="DwarfFormatException">The program is damaged.</exception>
    public void Run(LineHeader header)
    {
        LineProgram program = new(header);
        while (program.MoveNext())
        {
            // Most sequences of an image with templates are copies that the linker removed: their first address tells.
            if (_rows.Count == _first && liveCode.IsRemovedAt(program.Address)) program.SkipSequence();
            else Add(program.Address, program.File, program.Line, program.Column, program.Flags);
        }
    }

    public LineTable Build(LineHeader header)
    {
        // Rows after the last end_sequence have no known end: a cut-off program.
        _rows.RemoveRange(_first, _rows.Count - _first);
        ulong[] starts = new ulong[_sequences.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = _sequences[i].Range.Start.Value;
        LineSequence[] sequences = new LineSequence[starts.Length];
        int[] order = AddressOrder.Of(starts);
        for (int i = 0; i < order.Length; i++) sequences[i] = _sequences[order[i]];
        return new LineTable(header, [.. _rows], sequences);
    }

    /// <summary>Runs one sequence of a line program.</summary>
    /// <param name="header">The program's header.</param>
    /// <param name="offset">Where the sequence starts.</param>
    /// <exception cref="DwarfFormatException">The sequence is damaged.</exception>
    public void RunSequence(LineHeader header, int offset)
    {
        LineProgram program = new(header, offset);
        while (program.MoveNext())
        {
            Add(program.Address, program.File, program.Line, program.Column, program.Flags);
            if ((program.Flags & LineRowFlags.EndSequence) != LineRowFlags.None) return;
        }
    }

    private void Add(ulong address, int file, int line, int column, LineRowFlags flags)
    {
        // Lines and columns beyond any source file come only from damage; 0 says "no line".
        if (line < 0) line = 0;
        if ((address & 1) != 0) flags |= LineRowFlags.OddAddress;
        if (_rows.Count > _first && address < _rows[^1].Address.Value) _isSorted = false;
        _rows.Add(new LineRow(new CodeAddress(address), file, line, column, flags));
        if ((flags & LineRowFlags.EndSequence) != LineRowFlags.None) EndSequence();
    }

    private void EndSequence()
    {
        int count = _rows.Count - _first;
        if (!_isSorted) SortRows(count);
        CodeRange range = new(_rows[_first].Address, _rows[^1].Address);
        if (liveCode.IsLive(range.Start.Value, range.End.Value))
        {
            _sequences.Add(new LineSequence(range, _first, count));
            _first = _rows.Count;
        }
        else
        {
            _rows.RemoveRange(_first, count);
        }
        _isSorted = true;
    }

    // DWARF 5, 6.2.5 lets addresses only rise within a sequence; producers have broken that. The order at one address is kept.
    private void SortRows(int count)
    {
        LineRow end = _rows[^1];
        LineRow[] sorted = [.. _rows.GetRange(_first, count - 1).OrderBy(r => r.Address)];
        for (int i = 0; i < sorted.Length; i++) _rows[_first + i] = sorted[i];
        if (sorted.Length > 0 && sorted[^1].Address > end.Address) _rows[^1] = end with { Address = sorted[^1].Address };
    }
}
