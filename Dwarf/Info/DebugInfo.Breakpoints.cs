using System.Collections.Immutable;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>Where to arm a breakpoint on a source line.</summary>
    /// <param name="path">As the editor knows the file; see <see cref="FindFiles"/>.</param>
    /// <param name="line">1-based. A line without code moves to the next one that has code; the result tells which.</param>
    /// <returns>One address for each function body, inlined copy and template instance that has the line; or why there is none.</returns>
    /// <remarks>Only rows marked <c>is_stmt</c> count. At a function's opening line the address is the one behind its prologue.</remarks>
    public BreakpointLocations FindBreakpointLocations(string path, int line)
    {
        if (!IsPresent) return new BreakpointLocations(BreakpointMiss.NoDebugInfo);
        List<FileInUnit> files = MatchFiles(path);
        if (files.Count == 0) return new BreakpointLocations(BreakpointMiss.UnknownFile);
        int wanted = FindNextLine(files, line, out BreakpointMiss miss);
        if (miss != BreakpointMiss.None) return new BreakpointLocations(miss);
        Dictionary<Die, Candidate> best = [];
        foreach (FileInUnit file in files)
        {
            if (GetLineTable(file.Unit) is { } table) Guard(() => CollectCandidates(file, table, wanted, best), false);
        }
        return new BreakpointLocations([.. best.Values.Select(AvoidPrologue).DistinctBy(l => l.Address).OrderBy(l => l.Address)]);
    }

    /// <summary>The lines of a file that take a breakpoint, rising.</summary>
    /// <param name="path">As the editor knows the file.</param>
    /// <param name="firstLine">First line of interest.</param>
    /// <param name="lastLine">Last line of interest.</param>
    public IReadOnlyList<int> GetBreakableLines(string path, int firstLine = 1, int lastLine = int.MaxValue)
    {
        SortedSet<int> lines = [];
        foreach (FileInUnit file in MatchFiles(path))
        {
            if (GetLineTable(file.Unit) is not { } table) continue;
            for (int i = 0; i < table.Rows.Length; i++)
            {
                int line = table.Rows[i].Line;
                if (line >= firstLine && line <= lastLine && TakesBreakpoint(table, i, file.Number)) lines.Add(line);
            }
        }
        return [.. lines];
    }

    private static bool TakesBreakpoint(LineTable table, int index, int file)
    {
        ref readonly LineRow row = ref table.Rows[index];
        if (!row.IsStatement || row.IsEndOfSequence || row.File != file || row.Line == 0) return false;
        // A row at the very end of its code, as GCC leaves one behind a call that does not return, is at the first instruction of whatever follows.
        int next = index + 1;
        while (next < table.Rows.Length && table.Rows[next].Address == row.Address && !table.Rows[next].IsEndOfSequence) next++;
        return next == table.Rows.Length || table.Rows[next].Address != row.Address;
    }

    private int FindNextLine(List<FileInUnit> files, int line, out BreakpointMiss miss)
    {
        int live = int.MaxValue;
        foreach (FileInUnit file in files)
        {
            if (GetLineTable(file.Unit) is not { } table) continue;
            for (int i = 0; i < table.Rows.Length; i++)
            {
                int candidate = table.Rows[i].Line;
                if (candidate >= line && candidate < live && TakesBreakpoint(table, i, file.Number)) live = candidate;
            }
        }
        miss = live == line ? BreakpointMiss.None
            : IsRemoved(files, line, live) ? BreakpointMiss.RemovedByLinker
            : live == int.MaxValue ? BreakpointMiss.NoCode : BreakpointMiss.None;
        return live;
    }

    /// <summary>
    /// Whether the line itself, or the first line with code after it, was compiled into a removed function no part of which is in the image:
    /// moving on to the next function would put the breakpoint where nobody asked for it.
    /// </summary>
    private bool IsRemoved(List<FileInUnit> files, int line, int live)
    {
        foreach (FileInUnit file in files)
        {
            foreach (RemovedCode removed in ReadRemovedCode(file.Unit))
            {
                if (removed.File != file.Number || !Array.Exists(removed.Lines, l => l >= line && l < live)) continue;
                if (!HasLiveLine(files, removed.Lines[0], removed.Lines[^1])) return true;
            }
        }
        return false;
    }

    private bool HasLiveLine(List<FileInUnit> files, int first, int last)
    {
        foreach (FileInUnit file in files)
        {
            if (GetLineTable(file.Unit) is not { } table) continue;
            for (int i = 0; i < table.Rows.Length; i++)
            {
                if (table.Rows[i].Line >= first && table.Rows[i].Line <= last && TakesBreakpoint(table, i, file.Number)) return true;
            }
        }
        return false;
    }

    private bool CollectCandidates(FileInUnit file, LineTable table, int line, Dictionary<Die, Candidate> best)
    {
        foreach (LineSequence sequence in table.Sequences.ToImmutableArray())
        {
            for (int i = sequence.FirstRow; i < sequence.FirstRow + sequence.RowCount - 1; i++)
            {
                LineRow row = table.Rows[i];
                if (row.Line != line || !TakesBreakpoint(table, i, file.Number)) continue;
                FunctionInfo? function = FindFunction(row.Address);
                Candidate candidate = new(row, file.File, function, FindInlined(function, row.Address));
                Die body = candidate.Inlined?.Die ?? function?.Die ?? new Die(file.Unit, i);
                if (!best.TryGetValue(body, out Candidate? other) || candidate.Order.CompareTo(other.Order) < 0) best[body] = candidate;
            }
        }
        return true;
    }

    private static ScopeNode? FindInlined(FunctionInfo? function, CodeAddress address)
    {
        if (function is null) return null;
        ScopeTree scopes = function.Scopes;
        int innermost = scopes.FindPath(address).FindLast(i => scopes.Nodes[i].IsFunction);
        return innermost == 0 ? null : scopes.Nodes[innermost];
    }

    private BreakpointLocation AvoidPrologue(Candidate candidate)
    {
        LineRow row = candidate.Row;
        if (candidate.Inlined is { } inlined)
        {
            return new BreakpointLocation(row.Address, candidate.File, row.Line, row.Column, GetQualifiedName(inlined.Die), IsInlined: true);
        }
        if (candidate.Function is { } function && row.Address == function.EntryPoint) return GetBreakpointLocation(function, candidate);
        return new BreakpointLocation(row.Address, candidate.File, row.Line, row.Column, candidate.Function?.Name, IsInlined: false);
    }

    private BreakpointLocation GetBreakpointLocation(FunctionInfo function, Candidate candidate)
    {
        CodeAddress address = GetBreakpointAddress(function);
        if (address != function.EntryPoint && TryFindLine(address, out SourceLocation? location) && location is { File: not null, Line: not 0 })
        {
            return new BreakpointLocation(address, location.File, location.Line, location.Column, function.Name, IsInlined: false);
        }
        return new BreakpointLocation(address, candidate.File, candidate.Row.Line, candidate.Row.Column, function.Name, IsInlined: false);
    }

    /// <summary>A row of the wanted line, and whose body it is in.</summary>
    private sealed record Candidate(LineRow Row, SourceFile File, FunctionInfo? Function, ScopeNode? Inlined)
    {
        /// <summary>Within one body the lowest address, but split-off cold code, which linkers place lower, comes last.</summary>
        public (int Part, CodeAddress Address) Order =>
            (Function is null ? 0 : Function.Ranges.ToList().FindIndex(r => r.Contains(Row.Address)), Row.Address);
    }
}
