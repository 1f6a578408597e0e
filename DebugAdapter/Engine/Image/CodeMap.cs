using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Lines and functions for stepping, from the debug information.</summary>
internal sealed class CodeMap(DebugInfo info) : ICodeMap
{
    private readonly Dictionary<ulong, IReadOnlyList<LineRow>> _rows = [];

    /// <inheritdoc/>
    public Statement? FindStatement(uint pc)
    {
        var address = new CodeAddress(pc);
        if (!info.TryFindLine(address, out SourceLocation? location) || location.Line == 0 || location.File is null
            || info.FindFunction(address) is not { } function)
            return null;
        IReadOnlyList<LineRow> rows = RowsOf(function);
        int here = IndexAt(rows, address);
        if (here < 0 || rows[here].Line != location.Line)
            return null;
        return new Statement(location.File.Path, location.Line, RangesOf(rows, rows[here]), StartsAt(rows, here, address));
    }

    /// <inheritdoc/>
    public FunctionSpan? FindFunction(uint address)
    {
        if (info.FindFunction(new CodeAddress(address)) is not { } function || !info.TryFindLine(function.EntryPoint, out _))
            return null;
        return new FunctionSpan(function.Name, (uint)function.EntryPoint.Value, (uint)info.GetBreakpointAddress(function).Value);
    }

    private static List<MemoryRange> RangesOf(IReadOnlyList<LineRow> rows, LineRow line)
    {
        var ranges = new List<MemoryRange>();
        for (int i = 0; i + 1 < rows.Count; i++)
        {
            LineRow row = rows[i];
            bool isHere = row.Line == line.Line && row.File == line.File && !row.IsEndOfSequence;
            if (!isHere || rows[i + 1].Address <= row.Address)
                continue;
            uint start = (uint)row.Address.Value, end = (uint)rows[i + 1].Address.Value;
            if (ranges.Count > 0 && ranges[^1].End == start)
                ranges[^1] = MemoryRange.Between(ranges[^1].Start, end);
            else
                ranges.Add(MemoryRange.Between(start, end));
        }

        return ranges;
    }

    // Several rows at one address: the last one owns the instruction, any of them may be the statement's start.
    private static int IndexAt(IReadOnlyList<LineRow> rows, CodeAddress address)
    {
        for (int i = rows.Count - 2; i >= 0; i--)
            if (rows[i].Address <= address && address < rows[i + 1].Address)
                return i;
        return -1;
    }

    private static bool StartsAt(IReadOnlyList<LineRow> rows, int here, CodeAddress address)
    {
        for (int i = here; i >= 0 && rows[i].Address == address; i--)
            if (rows[i].IsStatement && rows[i].Line == rows[here].Line && rows[i].File == rows[here].File)
                return true;
        return false;
    }

    // The rows of a function's ranges end where the last range ends: a closing row is added so that the last line has a size.
    private IReadOnlyList<LineRow> RowsOf(FunctionInfo function)
    {
        if (_rows.TryGetValue(function.EntryPoint.Value, out IReadOnlyList<LineRow>? known))
            return known;
        var rows = new List<LineRow>(info.GetRows(function));
        foreach (var range in function.Ranges)
            rows.Add(new LineRow(range.End, 0, 0, 0, LineRowFlags.EndSequence));
        List<LineRow> sorted = [.. rows.OrderBy(r => r.Address.Value).ThenBy(r => r.IsEndOfSequence ? 0 : 1)];
        _rows[function.EntryPoint.Value] = sorted;
        return sorted;
    }
}
