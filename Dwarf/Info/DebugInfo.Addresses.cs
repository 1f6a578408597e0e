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
        location = TryFindRow(address, out FoundRow found) ? found.Location : null;
        return location is not null;
    }

    /// <summary>The function that has an instruction in its own code (not as an inlined copy).</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Null when no function with debug information covers the address.</returns>
    public FunctionInfo? FindFunction(CodeAddress address)
    {
        if (FindUnit(address) is not { } unit) return null;
        return unit.Index.TryFindFunction(address, out int offset) ? GetFunction(new Die(unit, offset)) : null;
    }

    /// <summary>The inline chain at an instruction, innermost level first; the last one is the function on the stack.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Empty when neither a function nor a line table covers the address; one level named by its symbol for assembly.</returns>
    public IReadOnlyList<SourceFrame> GetFrames(CodeAddress address) => GetFrames(address, out _);

    /// <summary>The inline chain at an instruction together with what <see cref="TryFindLine"/> tells, for half the price of both.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <param name="location">As <see cref="TryFindLine"/> gives it; null when no line table covers the address.</param>
    /// <returns>As without <paramref name="location"/>.</returns>
    public IReadOnlyList<SourceFrame> GetFrames(CodeAddress address, out SourceLocation? location)
    {
        FoundRow? row = TryFindRow(address, out FoundRow found) ? found : null;
        location = row?.Location;
        return Guard<IReadOnlyList<SourceFrame>>(() => FindFunction(address) is { } function ? BuildFrames(function, address, row) : AssemblyFrame(address, row), []);
    }

    /// <summary>The run of instructions of one line around an address; null when no line table covers it.</summary>
    /// <param name="address">Address of the instruction.</param>
    /// <remarks>Rows of line 0 belong to the line before them. The run never leaves its sequence, but may span an inlined call's boundary if both sides have the same line.</remarks>
    public LineBlock? GetLineBlock(CodeAddress address)
    {
        if (!TryFindRow(address, out FoundRow found)) return null;
        (LineTable table, LineSequence sequence, int row) = found;
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
        return new LineBlock(range, FoundRow.Locate(table, line), [.. rows[first..end]]);
    }

    /// <summary>The rows of a function's code, by rising address within each of its ranges.</summary>
    /// <param name="function">The function.</param>
    public IReadOnlyList<LineRow> GetRows(FunctionInfo function) =>
        GetLineTable(function.Unit) is { } table ? [.. function.Ranges.SelectMany(table.RowsIn)] : [];

    internal FunctionInfo? GetFunction(Die die) => _functions.GetOrAdd(die, this, static (d, info) => info.Guard(() => ReadFunction(d), null));

    private bool TryFindRow(CodeAddress address, out FoundRow found)
    {
        found = default;
        if (FindUnit(address) is not { } unit || GetLineHeader(unit) is not { } header) return false;
        SequenceIndex sequences = GetSequences(unit, header);
        for (int i = sequences.FindLast(address, out int limit); i >= limit; i--)
        {
            if (FoundRow.TryFind(GetSequence(header, sequences.OffsetAt(i)), address, out found)) return true;
        }
        // A sequence whose addresses do not rise may hold it behind its first row.
        return GetLineTable(unit) is { } whole && FoundRow.TryFind(whole, address, out found);
    }

    private static bool Continues(LineRow row, LineRow line) => row.Line == 0 || (row.Line == line.Line && row.File == line.File);

    private static FunctionInfo? ReadFunction(Die die)
    {
        List<CodeRange> ranges = RangeList.Read(die);
        if (ranges.Count == 0) return null;
        // DWARF 5, 2.18: the entry is entry_pc, else the lowest (first) address; its range goes first.
        if (die.TryGet(DwAt.EntryPc, out AttributeValue entry) && entry.IsAddress)
        {
            CodeAddress start = die.Unit.Owner.Image.ToCodeAddress(entry.AsAddress());
            int at = ranges.FindIndex(r => r.Contains(start));
            if (at > 0) (ranges[0], ranges[at]) = (ranges[at], ranges[0]);
        }
        return new FunctionInfo(die, [.. ranges]);
    }
}
