using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>The decoded line program of a unit: sequences sorted by address, their rows, and the files they name.</summary>
/// <remarks>Sequences of functions that the linker removed are left out.</remarks>
public sealed class LineTable
{
    private readonly LineHeader _header;
    private readonly LineRow[] _rows;
    private readonly LineSequence[] _sequences;

    internal LineTable(LineHeader header, LineRow[] rows, LineSequence[] sequences)
    {
        _header = header;
        _rows = rows;
        _sequences = sequences;
    }

    /// <summary>All rows, grouped by sequence; within one, addresses rise.</summary>
    public ReadOnlySpan<LineRow> Rows => _rows;

    /// <summary>Sequences sorted by their first address.</summary>
    public ReadOnlySpan<LineSequence> Sequences => _sequences;

    internal LineHeader Header => _header;

    /// <summary>A file by the number that rows use; null when the table has no such entry.</summary>
    /// <param name="number">As in <see cref="LineRow.File"/>.</param>
    public SourceFile? FindFile(int number) => _header.FindFile(number);

    /// <summary>The sequence whose code holds an instruction.</summary>
    /// <param name="address">Address of the instruction.</param>
    /// <param name="sequence">The sequence.</param>
    public bool TryFindSequence(CodeAddress address, out LineSequence sequence)
    {
        int low = 0, high = _sequences.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_sequences[middle].Range.Start <= address) low = middle + 1;
            else high = middle;
        }
        // Folded functions may share their start: any of the sequences that reach the address serves, the latest first.
        const int MostOverlapping = 16;
        for (int i = low - 1; i >= 0 && i >= low - MostOverlapping; i--)
        {
            sequence = _sequences[i];
            if (sequence.Range.Contains(address)) return true;
        }
        sequence = default;
        return false;
    }

    /// <summary>Position in <see cref="Rows"/> of the row that an instruction belongs to: of several at one address, the last.</summary>
    /// <param name="address">Address of the instruction.</param>
    /// <param name="sequence">Sequence of the row.</param>
    /// <param name="row">Position of the row.</param>
    public bool TryFindRow(CodeAddress address, out LineSequence sequence, out int row)
    {
        row = -1;
        if (!TryFindSequence(address, out sequence)) return false;
        int low = sequence.FirstRow, high = sequence.FirstRow + sequence.RowCount - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_rows[middle].Address <= address) low = middle + 1;
            else high = middle;
        }
        row = low - 1;
        return row >= sequence.FirstRow;
    }

    /// <summary>The rows whose addresses lie in a range, in order; the closing row of a sequence is left out.</summary>
    /// <param name="range">Usually a function's code.</param>
    public IEnumerable<LineRow> RowsIn(CodeRange range)
    {
        foreach (LineSequence sequence in _sequences)
        {
            if (sequence.Range.Start >= range.End) yield break;
            if (sequence.Range.End <= range.Start) continue;
            for (int i = sequence.FirstRow; i < sequence.FirstRow + sequence.RowCount - 1; i++)
            {
                if (range.Contains(_rows[i].Address)) yield return _rows[i];
            }
        }
    }
}
