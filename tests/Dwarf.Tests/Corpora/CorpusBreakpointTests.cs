using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Where breakpoints on lines go, against gdb's <c>break FILE:LINE</c>: every line that has code, and with <c>RSP_DEBUG_LONG=1</c> those without, too.</summary>
public sealed class CorpusBreakpointTests
{
    private static readonly string Selection = Corpus.IsLong ? "long" : "short";

    // gdb 13 reads no package and no split type unit of DWARF 5; the whole libraries have a hundred thousand lines.
    private static IEnumerable<string> Names => Corpus.Names.Where(name => !name.StartsWith("libraries", StringComparison.Ordinal) && !name.Contains("dwp", StringComparison.Ordinal) && name != "gcc-split-types-v5" && (Corpus.IsLong || name is "gcc-O2-v5" or "clang-O2-v5" or "gcc-O0-v2"));

    [TestCaseSource(nameof(Names))]
    public void FindBreakpointLocations_EveryLine_EqualsGdb(string name)
    {
        string path = Corpus.PathOf(name);
        DebugInfo info = Corpus.Load(path);
        List<(string File, int Line)> places = [];
        Dictionary<string, IReadOnlyList<int>> breakable = [];
        foreach (SourceFile file in info.GetSourceFiles().OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            IReadOnlyList<int> lines = info.GetBreakableLines(file.Path);
            if (lines.Count == 0) continue;
            breakable[file.Path] = lines;
            places.AddRange((Corpus.IsLong && !IsLibrary(name) ? Enumerable.Range(1, lines[^1]) : lines).Select(line => (file.Path, line)));
        }
        List<SortedSet<ulong>> expected = GdbBreakpoints.Ask(path, places.Select(place => $"-source '{place.File}' -line {place.Line}"));
        Assert.That(expected, Has.Count.EqualTo(places.Count));
        List<(string Reason, string Function, string Text)> differences = [];
        for (int i = 0; i < places.Count; i++)
        {
            BreakpointLocations own = info.FindBreakpointLocations(places[i].File, places[i].Line);
            SortedSet<ulong> actual = [.. own.Select(l => l.Address.Value)];
            if (actual.SetEquals(expected[i])) continue;
            int line = breakable[places[i].File].FirstOrDefault(l => l >= places[i].Line);
            string reason = own.Miss == BreakpointMiss.RemovedByLinker ? "removed" : expected[i].Count == 0 && line != places[i].Line ? "refused" : BreakpointDifference.Classify(info, places[i].File, line, actual, expected[i]);
            differences.Add((reason, FunctionAt(info, actual.Concat(expected[i]).First()),
                $"{places[i].File}:{places[i].Line}: expected {Describe(info, expected[i])} but was {Describe(info, actual)}"));
        }
        TestContext.Out.WriteLine($"{name}: {places.Count} lines, {differences.Count} differ");
        Assert.That(places, Has.Count.GreaterThan(10));
        Assert.That(differences.Where(d => d.Reason == "?").Select(d => d.Text).Take(20), Is.Empty);
        List<string> found = [.. differences.GroupBy(d => d.Reason).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal)];
        found.ForEach(difference => TestContext.Out.WriteLine($"{name} {Selection} {difference}"));
        Assert.That(found, Is.EqualTo(Known(name)), string.Join('\n', differences.Select(d => $"{d.Reason} {d.Function} {d.Text}").Take(100)));
    }

    /// <summary>The differences that <c>breakpoint-differences.txt</c> lists: <c>IMAGE SELECTION REASON COUNT</c>.</summary>
    private static List<string> Known(string name) => [.. File.ReadLines(FixtureFiles.PathOf("corpora/breakpoint-differences.txt")).Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ')).Where(cells => cells[0] == name && cells[1] == Selection).Select(cells => $"{cells[2]} {cells[3]}").Order(StringComparer.Ordinal)];

    // Of library code, whose files have ten thousand lines, those that have code are enough.
    private static bool IsLibrary(string name) => name == "picolibc" || name.Contains("library", StringComparison.Ordinal) || name.StartsWith("rust-", StringComparison.Ordinal);

    private static string FunctionAt(DebugInfo info, ulong address) => info.Image.Symbols.TryFindFunction(new CodeAddress(address), out ElfSymbol symbol) ? symbol.Name : "?";

    private static string Describe(DebugInfo info, IEnumerable<ulong> addresses) => string.Join(' ', addresses.Select(a => $"{a:x}={FunctionAt(info, a)}:{(info.TryFindLine(new CodeAddress(a), out SourceLocation? at) ? at.Line : 0)}"));
}
