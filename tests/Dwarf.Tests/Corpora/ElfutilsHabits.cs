using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Where eu-addr2line 0.188 is known to answer otherwise, decided address by address; what these do not explain has a line in <c>differences.txt</c>.</summary>
internal static class ElfutilsHabits
{
    /// <summary>An answer is explained by how the tool works.</summary>
    /// <param name="info">The image.</param>
    /// <param name="address">Address of an instruction.</param>
    /// <param name="answer">What the tool says.</param>
    /// <param name="ours">Our inline chain; llvm-symbolizer gives the same.</param>
    public static bool Explain(DebugInfo info, CodeAddress address, string answer, string ours)
    {
        string places = SymbolAnswers.Places(ours);
        if (places.Split(" < ")[0] == answer && LeavesOutInlines(info.GetFrames(address))) return true;
        return FindRowStart(info, address) is { } start && answer == SymbolAnswers.Places(SymbolAnswers.Ours(info, start));
    }

    // It shows no inlined calls in functions whose DIE is in a namespace, or in a split file, and none whose origin is in another unit.
    private static bool LeavesOutInlines(IReadOnlyList<SourceFrame> frames) =>
        frames.Count > 1 && (frames[^1].Die.Unit.Skeleton is not null || IsInNamespace(frames[^1]) || frames.Any(IsFromOtherUnit));

    private static bool IsInNamespace(SourceFrame frame) => frame.Name.Contains("::", StringComparison.Ordinal) && !frame.Die.TryGet(DwAt.Specification, out _);

    private static bool IsFromOtherUnit(SourceFrame frame) => frame.Die.TryGetOrigin(out Die origin) && origin.Unit != frame.Die.Unit;

    // It takes the scopes of the place where the row begins.
    private static CodeAddress? FindRowStart(DebugInfo info, CodeAddress address)
    {
        if (info.FindFunction(address) is not { } function) return null;
        List<CodeAddress> starts = [.. info.GetRows(function).Select(row => row.Address).Where(start => start <= address)];
        return starts.Count == 0 ? null : starts.Max();
    }
}
