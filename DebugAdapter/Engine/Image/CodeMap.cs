using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
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
    private readonly Dictionary<uint, CodePlace?> _places = [];
    private readonly Dictionary<Die, InlinedCall> _copies = [];

    /// <inheritdoc/>
    public IReadOnlyList<(uint Start, uint End)> LongJumps { get; } = FindLongJumps(info.Image.Symbols);

    /// <inheritdoc/>
    public CodePlace? FindPlace(uint pc)
    {
        if (!_places.TryGetValue(pc, out CodePlace? place))
            _places[pc] = place = ReadPlace(new CodeAddress(pc));
        return place;
    }

    /// <summary>The line to show for an instruction; null where the owner of the instruction has none.</summary>
    public SourceLocation? FindLocation(CodeAddress address) =>
        FindRow(address, out _, out FunctionInfo? function) is { } row && FileOf(function!, row) is { } file
            ? new SourceLocation(file, row.Line, row.Column, row.IsStatement)
            : null;

    /// <inheritdoc/>
    public FunctionSpan? FindFunction(uint address)
    {
        if (info.FindFunction(new CodeAddress(address)) is not { } function)
        {
            // Assembler source has no prologue.
            return FindPlace(address) is { } place ? new FunctionSpan("assembly", place.FunctionEntry, place.FunctionEntry) : null;
        }

        if (!info.TryFindLine(function.EntryPoint, out _))
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

    // The last two are where a C++ exception ends up: the unwinder of libgcc, or LLVM's, loads the registers of the landing pad there.
    private static readonly string[] JumpNames = ["longjmp", "_longjmp", "siglongjmp", "__restore_core_regs", "_ZN9libunwind13Registers_arm20restoreCoreAndJumpToEv"];

    private static List<(uint Start, uint End)> FindLongJumps(ElfSymbolTable symbols)
    {
        var found = new List<(uint Start, uint End)>();
        foreach (string name in JumpNames)
            if (symbols.TryFind(name, out ElfSymbol symbol) && symbol.Type == ElfSymbolType.Function && symbols.TryFindFunctionEnd(symbol.CodeAddress, out CodeAddress end))
                found.Add(((uint)symbol.CodeAddress.Value, (uint)end.Value));
        return found;
    }

    private CodePlace? ReadPlace(CodeAddress address)
    {
        LineRow? row = FindRow(address, out _, out FunctionInfo? function);
        if (function is null)
            return ReadAssembly(address);
        SourceLine? line = row is { } owner && FileOf(function, owner) is { } file ? new SourceLine(file.Path, owner.Line) : null;
        return new CodePlace(
            (uint)function.EntryPoint.Value, CopiesAt(address), line, line is not null && row is { IsStatement: true } start && start.Address == address);
    }

    // Assemblers describe lines; not all of them describe functions.
    private CodePlace? ReadAssembly(CodeAddress address)
    {
        if (info.GetLineBlock(address) is not { Location: { File: { } file, Line: > 0 } } block || !info.Image.Symbols.TryFindFunction(address, out ElfSymbol symbol))
            return null;
        bool starts = block.Rows.Any(r => r.Address == address && r.IsStatement);
        return new CodePlace((uint)symbol.CodeAddress.Value, [], new SourceLine(file.Path, block.Location.Line), starts);
    }

    private List<InlinedCall> CopiesAt(CodeAddress address)
    {
        IReadOnlyList<SourceFrame> frames = info.GetFrames(address);
        var copies = new List<InlinedCall>();
        for (int i = frames.Count - 2; i >= 0; i--)
        {
            SourceFrame copy = frames[i];
            if (!_copies.TryGetValue(copy.Die, out InlinedCall? known))
            {
                // The caller's level stands at the call.
                SourceLocation? call = frames[i + 1].Location;
                _copies[copy.Die] = known = new InlinedCall(copy.Name, EntryOf(copy), call?.File?.Path, call?.Line ?? 0);
            }

            copies.Add(known);
        }

        return copies;
    }

    // DWARF 5, 2.18: entry_pc, else the first address.
    private static uint EntryOf(SourceFrame copy) =>
        copy.Die.TryGet(DwAt.EntryPc, out AttributeValue entry) && entry.IsAddress ? (uint)entry.AsAddress() & ~1u : (uint)copy.Ranges[0].Start.Value;

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
