using System.Text;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Tests.Types;
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
            string expected = Normalize(isRust ? RustSpelling.Unqualify(answers[i].TrimEnd()) : answers[i].TrimEnd(), types[i].Type);
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
        info.FindType(name, unit) is { } found ? Normalize("type = " + (IsRust(info) ? RustSpelling.Define(found) : found.Definition), name) : "none";

    /// <summary>
    /// Without the keywords that only C needs, with one spelling of bool and of unsigned template arguments, and without the name of the type
    /// itself: a nameless C structure has that of its typedef in C++. What is nested twice in nameless types is left out, as gdb does.
    /// </summary>
    private static string Normalize(string text, string name)
    {
        name = SizeFirst().Replace(name, "unsigned ${size}");
        text = TemplateNumber().Replace(SizeFirst().Replace(text, "unsigned ${size}"), "u").Replace("_Bool", "bool", StringComparison.Ordinal).Replace("<no data fields>\n", "", StringComparison.Ordinal);
        StringBuilder result = new();
        int depth = 0;
        text = Underlying().Replace(text, "");
        foreach (string raw in Keyword().Replace(GdbOracleTests.Normalize(text), "").Split('\n'))
        {
            string own = SpellArguments(TemplateNumber().Replace(Keyword().Replace(name, ""), "u")), line = SpellArguments(raw);
            if (line == "type = struct {" || line == $"type = {own} {{") line = "type = {";
            if (line.StartsWith('}')) depth--;
            if (depth < 2 || (depth == 2 && !line.StartsWith('}') && !line.EndsWith('{'))) result.Append(line).Append('\n');
            else if (depth == 2 && line.StartsWith('}')) result.Append("{...}").Append(line.AsSpan(1)).Append('\n');
            if (line.EndsWith('{')) depth++;
        }
        // Static members are listed among the others or behind them.
        string[] lines = result.ToString().TrimEnd().Split('\n');
        return string.Join('\n', lines.Where(line => !line.StartsWith("static ", StringComparison.Ordinal)).Concat(lines.Where(line => line.StartsWith("static ", StringComparison.Ordinal))));
    }

    // Between the brackets of a template, gdb writes "short" and "T const", DWARF "short int" and "const T".
    private static string SpellArguments(string line)
    {
        StringBuilder result = new();
        int depth = 0;
        foreach (string token in Token().Matches(line).Select(match => match.Value))
        {
            if (token == "<") depth++;
            else if (token == ">") depth--;
            if (depth == 0 || (token is not ("const" or " ") && (token != "int" || !IsAfterSize(result)))) result.Append(token);
        }
        return result.ToString();

        static bool IsAfterSize(StringBuilder text) => text.ToString() is var before && (before.EndsWith("short", StringComparison.Ordinal) || before.EndsWith("long", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\w+|\W", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

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

    // gdb shows it when its language is set to C++.
    [GeneratedRegex(@"(?<=^type = enum[^{]*?) : [\w ]+(?= \{)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Underlying();

    // GCC's "long unsigned int".
    [GeneratedRegex(@"\b(?<size>short|long( long)?) unsigned int\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizeFirst();

    [GeneratedRegex(@"(?<=\b\d+)U\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TemplateNumber();

    [GeneratedRegex(@"\b(struct|class|union|enum) (?=\w|\{\.\.\.\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keyword();

    // "45:	struct device;", "43:	typedef int (*)(struct device *, int) handler_t;", "	unsigned char"
    [GeneratedRegex(@"^(\d+:)?\t(typedef .*\b(?<alias>\w+);|(?<type>[^;(]+);?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeLine();
}
