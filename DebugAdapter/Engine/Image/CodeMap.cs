using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Lines and functions for stepping, and the line that a stop shows, from the debug information.</summary>
/// <remarks>
/// Several rows may have one address. The last one owns the instruction, unless it is no statement and an earlier one is: then that
/// one does, because it is where a breakpoint of its line stands (gdb's rule since its version 10).
/// </remarks>
internal sealed class CodeMap(DebugInfo info) : ICodeMap
{
    private readonly Dictionary<ulong, IReadOnlyList<LineRow>> _rows = [];

    /// <inheritdoc/>
    public Statement? FindStatement(uint pc)
    {
        var address = new CodeAddress(pc);
        if (FindRow(address, out IReadOnlyList<LineRow> rows, out FunctionInfo? function) is not { } row || FileOf(function!, row) is not { } file)
            return null;
        return new Statement(file.Path, row.Line, RangesOf(rows, row), row.Address == address && row.IsStatement);
    }

    /// <summary>The line to show for an instruction; null where the owner of the instruction has none.</summary>
    public SourceLocation? FindLocation(CodeAddress address) =>
        FindRow(address, out _, out FunctionInfo? function) is { } row && FileOf(function!, row) is { } file
            ? new SourceLocation(file, row.Line, row.Column, row.IsStatement)
            : null;

    /// <inheritdoc/>
    public FunctionSpan? FindFunction(uint address)
    {
        if (info.FindFunction(new CodeAddress(address)) is not { } function || !info.TryFindLine(function.EntryPoint, out _))
            return null;
        return new FunctionSpan(function.Name, (uint)function.EntryPoint.Value, (uint)info.GetBreakpointAddress(function).Value);
    }

    private LineRow? FindRow(CodeAddress address, out IReadOnlyList<LineRow> rows, out FunctionInfo? function)
    {
        rows = [];
        function = info.FindFunction(address);
        if (function is null)
            return null;
        rows = RowsOf(function);
        for (int i = rows.Count - 2; i >= 0; i--)
            if (rows[i].Address <= address && address < rows[i + 1].Address)
                return rows[i].Line == 0 || rows[i].IsEndOfSequence ? null : rows[i];
        return null;
    }

    private SourceFile? FileOf(FunctionInfo function, LineRow row) => info.GetLineTable(function.Unit)?.FindFile(row.File);

    private static List<MemoryRange> RangesOf(IReadOnlyList<LineRow> rows, LineRow line)
    {
        var ranges = new List<MemoryRange>();
        for (int i = 0; i + 1 < rows.Count; i++)
        {
            if (rows[i].Line != line.Line || rows[i].File != line.File || rows[i].IsEndOfSequence)
                continue;
            uint start = (uint)rows[i].Address.Value, end = (uint)rows[i + 1].Address.Value;
            if (ranges.Count > 0 && ranges[^1].End == start)
                ranges[^1] = MemoryRange.Between(ranges[^1].Start, end);
            else
                ranges.Add(MemoryRange.Between(start, end));
        }

        return ranges;
    }

    // One row an address. The rows of a function's ranges end where the last range ends: closing rows give the last line a size.
    private IReadOnlyList<LineRow> RowsOf(FunctionInfo function)
    {
        if (_rows.TryGetValue(function.EntryPoint.Value, out IReadOnlyList<LineRow>? known))
            return known;
        IEnumerable<LineRow> ends = function.Ranges.Select(range => new LineRow(range.End, 0, 0, 0, LineRowFlags.EndSequence));
        List<LineRow> owners = [.. ends.Concat(info.GetRows(function)).GroupBy(r => r.Address.Value).OrderBy(g => g.Key).Select(OwnerOf)];
        _rows[function.EntryPoint.Value] = owners;
        return owners;
    }

    private static LineRow OwnerOf(IEnumerable<LineRow> rowsAtOneAddress)
    {
        LineRow[] rows = [.. rowsAtOneAddress];
        LineRow last = rows[^1];
        if (last.IsStatement)
            return last;
        int statement = Array.FindLastIndex(rows, r => r.IsStatement && r.Line != 0 && !r.IsEndOfSequence);
        return statement >= 0 ? rows[statement] : last;
    }
}
