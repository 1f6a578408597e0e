using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Why a breakpoint on a line is elsewhere than gdb's.</summary>
internal static class BreakpointDifference
{
    /// <summary>One word, as in <c>breakpoint-differences.txt</c>; <c>?</c> for what nothing explains.</summary>
    /// <param name="info">The image.</param>
    /// <param name="line">The line that was asked for, or the next one that has code.</param>
    /// <param name="ours">Our addresses.</param>
    /// <param name="gdb">gdb's.</param>
    public static string Classify(DebugInfo info, int line, IReadOnlySet<ulong> ours, IReadOnlySet<ulong> gdb)
    {
        List<ulong> own = [.. ours.Where(a => !gdb.Contains(a))], other = [.. gdb.Where(a => !ours.Contains(a))];
        bool IsOurs(ulong a) => IsStatement(info, a, line);
        if (ours.Count > 0 && own.TrueForAll(IsOurs) && other.Count + own.Count > 0 && !other.Exists(IsOurs)) return "other-line";
        if (own.Count == 0 && ours.Count > 0 && other.TrueForAll(a => IsOurs(a) && IsInFunctionOf(info, a, ours))) return "block";
        if (other.Exists(a => IsKeptEntry(info, a, own)) && other.TrueForAll(a => IsKeptEntry(info, a, own) || (IsOurs(a) && IsInFunctionOf(info, a, ours)))) return "entry";
        if (own.Count > 0 && own.Concat(other).All(IsOurs) && other.TrueForAll(a => own.Exists(b => b < a && FunctionAt(info, b) == FunctionAt(info, a)))) return "later-row";
        return "?";
    }

    private static bool IsStatement(DebugInfo info, ulong address, int line) =>
        info.FindUnit(new CodeAddress(address)) is { } unit && info.GetLineTable(unit) is { } table && table.Rows.ToArray().Any(r => r.Address.Value == address && r.Line == line && r.IsStatement);

    private static bool IsInFunctionOf(DebugInfo info, ulong address, IEnumerable<ulong> others) => others.Any(b => FunctionAt(info, b) == FunctionAt(info, address));

    private static bool IsKeptEntry(DebugInfo info, ulong address, List<ulong> own) =>
        FunctionAt(info, address) is { } function && function.EntryPoint.Value == address && own.Contains(info.GetBreakpointAddress(function).Value);

    private static FunctionInfo? FunctionAt(DebugInfo info, ulong address) => info.FindFunction(new CodeAddress(address));
}
