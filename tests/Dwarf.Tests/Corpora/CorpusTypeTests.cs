using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Every named type of the corpora against gdb's <c>ptype</c>.</summary>
public sealed partial class CorpusTypeTests
{
    private const string Gdb = "gdb-multiarch";
    private const string Separator = "-- next --";

    // Of shop.rs in DWARF 5 gdb 13 lists one type.
    private static IEnumerable<string> Names => Corpus.Names.Where(name => !name.StartsWith("rust-O", StringComparison.Ordinal));

    [TestCaseSource(nameof(Names))]
    public void Definition_EveryNamedType_EqualsGdb(string name)
    {
        string path = Corpus.PathOf(name);
        DebugInfo info = Corpus.Load(path);
        bool isRust = IsRust(info);
        List<(string Type, string Language)> types = ListTypes(path);
        List<string> commands = ["set width 0", "set height 0"];
        foreach ((string type, string language) in types) commands.AddRange([$"set language {language}", $"echo {Separator}\\n", $"ptype/rmt {type}"]);
        string[] answers = RunGdb(path, commands).Split(Separator + "\n")[1..];
        Assert.That(answers, Has.Length.EqualTo(types.Count));
        List<(string Type, string Text)> differences = [];
        int compared = 0;
        for (int i = 0; i < types.Count; i++)
        {
            string expected = PtypeText.Normalize(isRust ? RustSpelling.Unqualify(answers[i].TrimEnd()) : answers[i].TrimEnd(), types[i].Type);
            // Of a type and a function of one name gdb takes the function; Rust has generic functions as namespaces.
            if (expected.EndsWith(')') && info.FindFunctions(types[i].Type).Count > 0) continue;
            // A namespace is no type, some names that gdb lists it does not understand, and fixed-point types it does not name.
            if (!expected.StartsWith("type = ", StringComparison.Ordinal) || expected.StartsWith("type = namespace", StringComparison.Ordinal) || expected.Contains("-byte fixed point", StringComparison.Ordinal)) continue;
            compared++;
            string actual = Define(info, types[i].Type, null);
            // Where units have different types of one name, gdb takes the one of any.
            if (actual != expected && !info.Units.Any(unit => Define(info, types[i].Type, unit) == expected)) differences.Add((types[i].Type, $"expected\n{expected}\nbut was\n{actual}"));
        }
        TestContext.Out.WriteLine($"{name}: {compared} types compared with {Gdb}");
        KnownDifferences.Check(name, Gdb, differences.ToLookup(d => d.Type, d => d.Text));
        Assert.That(compared, Is.GreaterThan(5));
    }

    private static bool IsRust(DebugInfo info) => info.Units.Any(unit => unit.Language == DwLang.Rust);

    private static string Define(DebugInfo info, string name, CompilationUnit? unit) =>
        info.FindType(name, unit) is { } found ? PtypeText.Normalize("type = " + (IsRust(info) ? RustSpelling.Define(found) : found.Definition), name) : "none";

    /// <summary>What <c>info types</c> lists: definitions with their line, base types without.</summary>
    private static List<(string Type, string Language)> ListTypes(string path)
    {
        HashSet<(string, string)> types = [];
        string language = "c";
        foreach (string line in RunGdb(path, ["set width 0", "info types"]).Split('\n'))
        {
            if (line.StartsWith("File ", StringComparison.Ordinal)) language = line.EndsWith(".cpp:", StringComparison.Ordinal) || line.Contains(".rs", StringComparison.Ordinal) || !line.Contains('.', StringComparison.Ordinal) ? "c++" : "c";
            Match match = TypeLine().Match(line);
            if (match.Success) types.Add((match.Groups["alias"].Success ? match.Groups["alias"].Value : match.Groups["type"].Value, language));
        }
        return [.. types];
    }

    private static string RunGdb(string path, IEnumerable<string> commands)
    {
        if (ExternalProgram.Find(Gdb) is null) Assert.Ignore($"{Gdb} is not installed");
        string script = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(script, commands.SelectMany(command => command.StartsWith("ptype", StringComparison.Ordinal) ? new[] { $"python\ntry: gdb.execute({Quote(command)})\nexcept gdb.error as e: print(e)\nend" } : [command]));
            return ExternalTool.Run(Gdb, "-nx", "-batch", "-x", script, Package().Replace(path, ".elf"));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Quote(string text) => "'" + text.Replace("'", "\\'", StringComparison.Ordinal) + "'";

    // gdb 13 crashes on a DWARF 5 package: the same image with its .dwo files answers for it.
    [GeneratedRegex(@"-(llvm-dwp-19|dwp)\.elf$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Package();

    // "45:	struct device;", "43:	typedef int (*)(struct device *, int) handler_t;", "	unsigned char"
    [GeneratedRegex(@"^(\d+:)?\t(typedef .*\b(?<alias>\w+);|(?<type>[^;(]+);?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeLine();
}
