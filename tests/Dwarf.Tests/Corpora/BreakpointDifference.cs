using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Why a breakpoint on a line is elsewhere than gdb's.</summary>
internal static class BreakpointDifference
{
    /// <summary>One word, as in <c>breakpoint-differences.txt</c>, several joined with <c>+</c> when places differ for more than one reason; <c>?</c> for what nothing explains.</summary>
    /// <param name="info">The image.</param>
    /// <param name="file">Path of the source file.</param>
    /// <param name="line">The line that was asked for, or the next one that has code.</param>
    /// <param name="ours">Our addresses.</param>
    /// <param name="gdb">gdb's.</param>
    public static string Classify(DebugInfo info, string file, int line, IReadOnlySet<ulong> ours, IReadOnlySet<ulong> gdb)
    {
        List<ulong> own = [.. ours.Where(a => !gdb.Contains(a))], other = [.. gdb.Where(a => !ours.Contains(a))];
        HashSet<string> spellings = [.. info.FindFiles(file).Select(f => f.Path)];
        bool IsOurs(ulong a) => RowsAt(info, a, line, spellings).Count > 0;
        bool IsSpelledOtherwise(ulong a) => IsOurs(a) && RowsAt(info, a, line, [file]).Count == 0;
        if (own.Count > 0 && other.Count == 0 && own.TrueForAll(IsSpelledOtherwise)) return "spelling";
        if (ours.Count > 0 && own.TrueForAll(IsOurs) && other.Count + own.Count > 0 && !other.Exists(IsOurs)) return "other-line";
        if (own.Count == 0 && ours.Count > 0 && other.TrueForAll(a => IsOurs(a) && IsInFunctionOf(info, a, ours))) return "block";
        if (other.Exists(a => IsKeptEntry(info, a, own)) && other.TrueForAll(a => IsKeptEntry(info, a, own) || (IsOurs(a) && IsInFunctionOf(info, a, ours)))) return "entry";
        if (own.Count > 0 && own.Concat(other).All(IsOurs) && other.TrueForAll(a => own.Exists(b => b < a && FunctionAt(info, b) == FunctionAt(info, a)))) return "later-row";
        SortedSet<string> reasons = new([.. other.Select(ExplainOther), .. own.Select(ExplainOwn)], StringComparer.Ordinal);
        return reasons.Count == 0 || reasons.Contains("?") ? "?" : string.Join('+', reasons);

        string ExplainOther(ulong a) => IsKeptEntry(info, a, own) ? "entry" : !IsOurs(a) ? "other-line" : IsInFunctionOf(info, a, ours) ? "block" : "?";

        string ExplainOwn(ulong a)
        {
            if (other.Exists(b => IsKeptEntry(info, b, [a]))) return "entry";
            if (!IsOurs(a)) return "?";
            if (IsSpelledOtherwise(a)) return "spelling";
            List<ulong> inFunction = other.FindAll(b => FunctionAt(info, b) == FunctionAt(info, a));
            return IsForgotten(info, a, line, spellings) || inFunction.Exists(b => !IsOurs(b)) ? "other-line" : inFunction.Exists(b => b > a) ? "later-row" : "?";
        }
    }

    // Where rows of another file follow at the same address, gdb keeps those alone.
    private static bool IsForgotten(DebugInfo info, ulong address, int line, HashSet<string> spellings)
    {
        List<LineRow> wanted = RowsAt(info, address, line, spellings), all = RowsAt(info, address, null, null);
        return wanted.Count > 0 && all.Skip(all.LastIndexOf(wanted[^1])).Any(r => r.File != wanted[^1].File);
    }

    /// <summary>The rows at an address, as they follow each other; with a line its statements in files of these paths alone.</summary>
    private static List<LineRow> RowsAt(DebugInfo info, ulong address, int? line, HashSet<string>? paths)
    {
        if (info.FindUnit(new CodeAddress(address)) is not { } unit || info.GetLineTable(unit) is not { } table) return [];
        return [.. table.Rows.ToArray().Where(r => r.Address.Value == address && !r.IsEndOfSequence
            && (line is null || (r.IsStatement && r.Line == line && table.FindFile(r.File) is { } file && paths!.Contains(file.Path))))];
    }

    private static bool IsInFunctionOf(DebugInfo info, ulong address, IEnumerable<ulong> others) => others.Any(b => FunctionAt(info, b) == FunctionAt(info, address));

    private static bool IsKeptEntry(DebugInfo info, ulong address, List<ulong> own) =>
        FunctionAt(info, address) is { } function && function.EntryPoint.Value == address && own.Contains(info.GetBreakpointAddress(function).Value);

    private static FunctionInfo? FunctionAt(DebugInfo info, ulong address) => info.FindFunction(new CodeAddress(address));
}
