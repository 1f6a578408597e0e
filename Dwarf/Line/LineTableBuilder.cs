using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Collects the rows of a line program into sequences; those of removed functions are left out. Its lists serve one program of a thread after the other.</summary>
internal sealed class LineTableBuilder : IDisposable
{
    [ThreadStatic]
    private static LineTableBuilder? s_idle;

    private readonly PackedList<LineRow> _rows = new();
    private readonly PackedList<LineSequence> _sequences = new();
    private LiveCode _liveCode;
    private int _first;
    private bool _isSorted = true;

    private LineTableBuilder(LiveCode liveCode) => _liveCode = liveCode;

    /// <summary>The thread's own, empty; disposing hands it back.</summary>
    /// <param name="liveCode">Tells which functions were removed.</param>
    public static LineTableBuilder Take(LiveCode liveCode)
    {
        LineTableBuilder builder = s_idle ?? new LineTableBuilder(liveCode);
        s_idle = null;
        builder._liveCode = liveCode;
        return builder;
    }

    /// <summary>Runs a line program; what precedes damage is kept.</summary>
    /// <exception cref="DwarfFormatException">The program is damaged.</exception>
    public void Run(LineHeader header)
    {
        LineProgram program = new(header);
        while (program.MoveNext())
        {
            // Most sequences of an image with templates are copies that the linker removed: their first address tells.
            if (_rows.Count == _first && _liveCode.IsRemovedAt(program.Address)) program.SkipSequence();
            else Add(program.Address, program.File, program.Line, program.Column, program.Flags);
        }
    }

    public LineTable Build(LineHeader header)
    {
        // Rows after the last end_sequence have no known end: a cut-off program.
        _rows.Truncate(_first);
        ulong[] starts = new ulong[_sequences.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = _sequences[i].Range.Start.Value;
        LineSequence[] sequences = new LineSequence[starts.Length];
        int[] order = AddressOrder.Of(starts);
        for (int i = 0; i < order.Length; i++) sequences[i] = _sequences[order[i]];
        return new LineTable(header, _rows.ToArray(), sequences);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Clear();
        _sequences.Clear();
        (_first, _isSorted) = (0, true);
        s_idle = this;
    }

    private void Add(ulong address, int file, int line, int column, LineRowFlags flags)
    {
        // Lines and columns beyond any source file come only from damage; 0 says "no line".
        if (line < 0) line = 0;
        CodeAddress at = _liveCode.At(address);
        if (at.Value != address) flags |= LineRowFlags.OddAddress;
        if (_rows.Count > _first && address < _rows[_rows.Count - 1].Address.Value) _isSorted = false;
        _rows.Add(new LineRow(at, file, line, column, flags));
        if ((flags & LineRowFlags.EndSequence) != LineRowFlags.None) EndSequence();
    }

    private void EndSequence()
    {
        int count = _rows.Count - _first;
        if (!_isSorted) SortRows(count);
        CodeRange range = new(_rows[_first].Address, _rows[_rows.Count - 1].Address);
        if (_liveCode.IsLiveRun(range.Start.Value, range.End.Value))
        {
            _sequences.Add(new LineSequence(range, _first, count));
            _first = _rows.Count;
        }
        else
        {
            _rows.Truncate(_first);
        }
        _isSorted = true;
    }

    // DWARF 5, 6.2.5 lets addresses only rise within a sequence; producers have broken that. The order at one address is kept.
    private void SortRows(int count)
    {
        ref LineRow end = ref _rows[_rows.Count - 1];
        LineRow[] sorted = [.. _rows.Items.Slice(_first, count - 1).ToArray().OrderBy(r => r.Address)];
        sorted.CopyTo(_rows.Items[_first..]);
        if (sorted.Length > 0 && sorted[^1].Address > end.Address) end = end with { Address = sorted[^1].Address };
    }
}
