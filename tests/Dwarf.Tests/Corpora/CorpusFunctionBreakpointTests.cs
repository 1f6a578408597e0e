using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Symbols.Demangling;
using RspDebug.Dwarf.Tests.Indices;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>
/// Which bodies and inlined copies a breakpoint on a function means, against gdb's <c>break -function NAME</c>, for every function that an image defines: none that gdb
/// finds is missing. gdb refuses some names, and misses copies in other units than the function; what is found besides must be in a chain of inlined calls with the name.
/// </summary>
public sealed class CorpusFunctionBreakpointTests
{
    // gdb 13 reads no package and no split type unit of DWARF 5; the whole libraries have thousands of functions.
    private static IEnumerable<string> Names => Corpus.Names.Where(name => !name.StartsWith("libraries", StringComparison.Ordinal) && name != "picolibc" && !name.Contains("dwp", StringComparison.Ordinal) && name != "gcc-split-types-v5" &&
        (Corpus.IsLong || name is "gcc-O2-v5" or "clang-O2-v5"));

    [TestCaseSource(nameof(Names))]
    public void FindFunctionBreakpoints_EveryFunction_EqualsGdb(string name)
    {
        string path = Corpus.PathOf(name);
        DebugInfo info = Corpus.Load(path);
        List<string> functions = [.. info.Units.SelectMany(unit => IndexedImages.NamedDies(unit.Root, NameLevel.Outer))
            .Where(d => d.Die.Tag == DwTag.Subprogram && d.Level != NameLevel.Local && !d.Die.HasFlag(DwAt.Declaration)).Select(d => info.GetQualifiedName(d.Die)).Where(IsSpeltByGdb).Distinct().Order(StringComparer.Ordinal)];
        List<SortedSet<ulong>> expected = GdbBreakpoints.Ask(path, functions.Select(function => $"-function {function}"));
        Assert.That(expected, Has.Count.EqualTo(functions.Count));
        List<string> differences = [];
        for (int i = 0; i < functions.Count; i++)
        {
            Dictionary<string, int> gdb = Count(info, functions[i], expected[i]), ours = Count(info, functions[i], info.FindFunctionBreakpoints(functions[i]).Select(l => l.Address.Value));
            string[] missing = [.. gdb.Where(p => p.Value > ours.GetValueOrDefault(p.Key)).Select(p => p.Key)], invented = [.. info.FindFunctionBreakpoints(functions[i]).Where(l => !IsNamed(info, functions[i], l)).Select(l => $"{l.Address}")];
            if (missing.Length + invented.Length > 0) differences.Add($"{functions[i]}: missing {string.Join(", ", missing)}; invented {string.Join(", ", invented)}");
        }
        TestContext.Out.WriteLine($"{name}: {functions.Count} functions, {expected.Sum(e => e.Count)} places, {differences.Count} differ");
        Assert.That(functions, Is.Not.Empty);
        Assert.That(differences, Is.Empty);
    }

    private static bool IsNamed(DebugInfo info, string function, BreakpointLocation place) =>
        info.GetFrames(place.Address).Any(f => new NamePattern(function).Matches(f.Name)) || info.Image.Symbols.Any(s => s.CodeAddress == info.FindFunction(place.Address)?.EntryPoint && (s.Name == function || new NamePattern(function).Matches(Demangler.DemangleName(s.Name))));

    private static bool IsLocal(Die die)
    {
        while (die.TryGetOrigin(out Die origin)) die = origin;
        for (int at = die.Unit.Index.FindContainer(die.Offset); at >= 0; at = die.Unit.Index.FindContainer(at))
            if (new Die(die.Unit, at).Tag == DwTag.Subprogram) return true;
        return false;
    }

    // gdb 13 takes no name with a word in parentheses, as of lambdas.
    private static bool IsSpeltByGdb(string function) => !function.Contains("(lambda", StringComparison.Ordinal);

    // Addresses behind prologues are compared line by line; here it counts which bodies they are in, and how many copies each function has. gdb moves copies out of
    // the prologue of the function around them.
    private static Dictionary<string, int> Count(DebugInfo info, string function, IEnumerable<ulong> addresses)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (ulong address in addresses)
        {
            List<SourceFrame> frames = [.. info.GetFrames(new CodeAddress(address))];
            if (frames.Count == 0 || frames[^1].Function is not { } body) continue;     // where the linker removed a function, gdb finds it still
            if (frames.Exists(f => f.IsInlined && f.Ranges.Min(r => r.Start).Value == address && IsLocal(f.Die))) continue;     // to gdb a lambda has the name of the function around it, too
            if (frames[^1].Name == function) counts[$"body at {body.EntryPoint}"] = 1;
            else counts[$"copy in {body.Name} at {body.EntryPoint}"] = counts.GetValueOrDefault($"copy in {body.Name} at {body.EntryPoint}") + 1;
        }
        return counts;
    }
}
