using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Library values against what gdb's pretty printers said of the same stop. <c>values-differences.txt</c> lists where we differ on purpose, and why.</summary>
public sealed class ValueOracleTests
{
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10, MaxStringLength = 1000 };

    private static readonly Dictionary<string, string> Differences = TextTable.Lines("values-differences.txt")
        .Where(line => line.Contains(TextTable.Arrow, StringComparison.Ordinal))
        .Select(line => line.Split(" | reason: ")[0].Split(TextTable.Arrow))
        .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private static IEnumerable<string> Images() => Directory.EnumerateFiles(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "values"), "cpp-*.gdb.txt")
        .Select(path => Path.GetFileName(path)[..^".gdb.txt".Length]).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Images))]
    public void Format_EveryVariable_IsWhatGdbPrints(string image)
    {
        var capture = new ValueCapture(image);
        List<string> differences = [];
        foreach ((int frame, string name, string gdb) in capture.Expected)
        {
            string shown = Show(capture.Inspector(frame), name);
            string expected = Differences.TryGetValue($"{image} {name}", out string? own) || Differences.TryGetValue(name, out own) ? own : Normalise(gdb);
            if (!IsSame(shown, expected)) differences.Add($"{name} => {shown} | gdb: {expected}");
        }

        Assert.That(capture.Expected, Has.Count.GreaterThan(20));
        Assert.That(differences, Is.Empty, string.Join('\n', differences));
    }

    private static bool IsSame(string shown, string expected) =>
        expected.StartsWith('~') ? Regex.IsMatch(shown, $"^{expected[1..]}$", RegexOptions.None, TimeSpan.FromSeconds(10)) : shown == expected;

    private static string Show(ValueInspector inspector, string name)
    {
        try
        {
            return GdbText.Print(inspector, inspector.Evaluate(name).Value, Whole).Split(" ; ")[0];
        }
        catch (ExpressionException error)
        {
            return error.Message;
        }
    }

    // The types are the business of other tests.
    private static string Normalise(string gdb)
    {
        int split = gdb.LastIndexOf(" ; ", StringComparison.Ordinal);
        return GdbValueText.Normalise(gdb[..split], gdb[(split + 3)..]);
    }
}
