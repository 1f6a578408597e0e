using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private const int MostFunctionsKept = 8192;

    private readonly RecentCache<Die, FunctionInfo?> _functions = new(MostFunctionsKept, _ => 1);

    /// <summary>The source position of an instruction.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <param name="location">Line 0 when the compiler attributes the instruction to no line.</param>
    /// <returns>False when no line table covers the address.</returns>
    public bool TryFindLine(CodeAddress address, [NotNullWhen(true)] out SourceLocation? location)
    {
        location = null;
        if (!TryFindRow(address, out LineTable? table, out _, out int row)) return false;
        location = Locate(table, table.Rows[row]);
        return true;
    }

    /// <summary>The function that has an instruction in its own code (not as an inlined copy).</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Null when no function with debug information covers the address.</returns>
    public FunctionInfo? FindFunction(CodeAddress address)
    {
        if (FindUnit(address) is not { } unit) return null;
        return GetIndex(unit).TryFindFunction(address, out int offset) ? GetFunction(new Die(unit, offset)) : null;
    }

    /// <summary>The inline chain at an instruction, innermost level first; the last one is the function on the stack.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Empty when neither a function nor a line table covers the address; one level named by its symbol for assembly.</returns>
    public IReadOnlyList<SourceFrame> GetFrames(CodeAddress address)
    {
        if (FindFunction(address) is not { } function) return Guard<IReadOnlyList<SourceFrame>>(() => AssemblyFrame(address), []);
        return Guard<IReadOnlyList<SourceFrame>>(() => BuildFrames(function, address), []);
    }

    /// <summary>The run of instructions of one line around an address; null when no line table covers it.</summary>
    /// <param name="address">Address of the instruction.</param>
    /// <remarks>Rows of line 0 belong to the line before them. The run never leaves its sequence, but may span an inlined call's boundary if both sides have the same line.</remarks>
    public LineBlock? GetLineBlock(CodeAddress address)
    {
        if (!TryFindRow(address, out LineTable? table, out LineSequence sequence, out int row)) return null;
        ReadOnlySpan<LineRow> rows = table.Rows;
        int firstRow = sequence.FirstRow, lastRow = sequence.FirstRow + sequence.RowCount - 1;
        int shown = row;
        while (shown > firstRow && rows[shown].Line == 0) shown--;
        LineRow line = rows[shown];
        int first = shown, end = row + 1;
        while (first > firstRow && Continues(rows[first - 1], line)) first--;
        while (end < lastRow && Continues(rows[end], line)) end++;
        // Several rows at one address: the last one decides whose instruction it is.
        while (first < end - 1 && rows[first].Line == 0) first++;
        CodeRange range = new(rows[first].Address, rows[end].Address);
        return new LineBlock(range, Locate(table, line), [.. rows[first..end]]);
    }

    /// <summary>The rows of a function's code, by rising address within each of its ranges.</summary>
    /// <param name="function">The function.</param>
    public IReadOnlyList<LineRow> GetRows(FunctionInfo function) =>
        GetLineTable(function.Unit) is { } table ? [.. function.Ranges.SelectMany(table.RowsIn)] : [];

    internal FunctionInfo? GetFunction(Die die) => _functions.GetOrAdd(die, d => Guard(() => ReadFunction(d), null));

    private bool TryFindRow(CodeAddress address, [NotNullWhen(true)] out LineTable? table, out LineSequence sequence, out int row)
    {
        table = null;
        sequence = default;
        row = -1;
        if (FindUnit(address) is not { } unit || GetLineHeader(unit) is not { } header) return false;
        foreach (int offset in GetSequences(unit, header).Candidates(address))
        {
            table = GetSequence(header, offset);
            if (table.TryFindRow(address, out sequence, out row)) return true;
        }
        // A sequence whose addresses do not rise may hold it behind its first row.
        table = GetLineTable(unit);
        return table is not null && table.TryFindRow(address, out sequence, out row);
    }

    private static bool Continues(LineRow row, LineRow line) => row.Line == 0 || (row.Line == line.Line && row.File == line.File);

    private static SourceLocation Locate(LineTable table, LineRow row) => new(table.FindFile(row.File), row.Line, row.Column, row.IsStatement);

    private static FunctionInfo? ReadFunction(Die die)
    {
        List<CodeRange> ranges = RangeList.Read(die);
        if (ranges.Count == 0) return null;
        // DWARF 5, 2.18: the entry is entry_pc, else the lowest (first) address; its range goes first.
        if (die.TryGet(DwAt.EntryPc, out AttributeValue entry) && entry.IsAddress)
        {
            CodeAddress start = new(entry.AsAddress());
            int at = ranges.FindIndex(r => r.Contains(start));
            if (at > 0) (ranges[0], ranges[at]) = (ranges[at], ranges[0]);
        }
        return new FunctionInfo(die, [.. ranges]);
    }

    private List<SourceFrame> BuildFrames(FunctionInfo function, CodeAddress address)
    {
        ScopeTree scopes = function.Scopes;
        List<int> path = scopes.FindPath(address);
        path.RemoveAll(i => !scopes.Nodes[i].IsFunction);
        List<SourceFrame> frames = [];
        SourceLocation? location = FindDisplayLine(address);
        for (int i = path.Count - 1; i >= 0; i--)
        {
            ScopeNode node = scopes.Nodes[path[i]];
            bool isInlined = i > 0;
            string name = isInlined ? GetQualifiedName(node.Die) : function.Name;
            frames.Add(new SourceFrame(name, node.Die, function, location, isInlined, node.Ranges, frames.Count));
            if (isInlined) location = CallSiteOf(node.Die);
        }
        return frames;
    }

    private SourceFrame[] AssemblyFrame(CodeAddress address)
    {
        if (FindUnit(address) is not { } unit || FindDisplayLine(address) is not { Line: not 0 } location) return [];
        CodeAddress start = address, end = address + 1;
        string name = "(assembly)";
        if (Image.Symbols.TryFindFunction(address, out ElfSymbol symbol) && Image.Symbols.TryFindFunctionEnd(address, out end)) (name, start) = (symbol.Name, symbol.CodeAddress);
        return [new SourceFrame(name, unit.Root, null, location, IsInlined: false, [new CodeRange(start, end)], 0)];
    }

    private SourceLocation? FindDisplayLine(CodeAddress address)
    {
        if (!TryFindRow(address, out LineTable? table, out LineSequence sequence, out int row)) return null;
        int shown = row;
        while (shown > sequence.FirstRow && table.Rows[shown].Line == 0) shown--;
        bool isInherited = shown != row;
        // Several rows at one address: the last one gives the code its line, but a user who broke at the statement that begins there expects that one.
        for (int i = shown; i >= sequence.FirstRow && table.Rows[i].Address == table.Rows[shown].Address; i--)
        {
            if (!table.Rows[i].IsStatement || table.Rows[i].Line == 0) continue;
            shown = i;
            break;
        }
        return Locate(table, table.Rows[shown]) with { IsInherited = isInherited };
    }

    private SourceLocation CallSiteOf(Die inlined)
    {
        int line = (int)Math.Min(inlined.GetUnsigned(DwAt.CallLine) ?? 0, int.MaxValue);
        int column = (int)Math.Min(inlined.GetUnsigned(DwAt.CallColumn) ?? 0, int.MaxValue);
        return new SourceLocation(FindFile(inlined, DwAt.CallFile), line, column);
    }
}
