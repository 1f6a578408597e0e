using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Variables;

namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary>Values and types against what gdb printed (<c>gdb-values.txt</c>). Where we differ on purpose, <c>gdb-differences.txt</c> has our answer and the reason.</summary>
public sealed class GdbOracleTests
{
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10 };

    private static readonly Dictionary<string, string> Differences = TextTable.Lines("gdb-differences.txt")
        .Where(line => line.Contains(TextTable.Arrow, StringComparison.Ordinal))
        .Select(line => line[..line.LastIndexOf(" | ", StringComparison.Ordinal)].Split(TextTable.Arrow))
        .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Rows()
    {
        string function = "main";
        foreach (string line in TextTable.Lines("gdb-values.txt"))
        {
            if (line == "@c++") function = "run_shapes";
            int arrow = line.IndexOf(TextTable.Arrow, StringComparison.Ordinal);
            if (line.StartsWith("# ", StringComparison.Ordinal) || arrow < 0) continue;
            yield return new TestCaseData(function, line[..arrow], line[(arrow + TextTable.Arrow.Length)..]).SetArgDisplayNames(line);
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void Evaluate_AsGdb_GivesItsValueAndType(string function, string expression, string gdb)
    {
        string ours = Print(FirmwareScope.Gcc.Inspector(function), expression);
        if (Differences.TryGetValue(expression, out string? expected))
        {
            Assert.That(ours, Is.EqualTo(expected));
            Assert.That(ours, Is.Not.EqualTo(GdbText.Normalise(gdb)), "the difference has healed: drop its line");
            return;
        }

        // sizeof is a size_t, which is unsigned int (AAPCS32); gdb 13.1 gives int.
        string theirs = expression.StartsWith("sizeof", StringComparison.Ordinal) ? GdbText.Normalise(gdb).Replace("; int", "; unsigned int", StringComparison.Ordinal) : GdbText.Normalise(gdb);
        Assert.That(ours, Is.EqualTo(theirs));
    }

    [TestCaseSource(nameof(Rows))]
    public void Evaluate_MemoryFetchedRoundByRound_GivesTheSame(string function, string expression, string gdb)
    {
        var memory = new ElfMemory(FirmwareScope.Gcc.Info.Image) { IsLazy = true };
        string ours = "";
        for (int round = 0; round < 100; round++)
        {
            int before = memory.Misses;
            ours = Print(FirmwareScope.Gcc.Inspector(function, memory), expression);
            if (memory.Misses == before) break;
        }

        Assert.That(ours, Is.EqualTo(Print(FirmwareScope.Gcc.Inspector(function), expression)));
        Assert.That(gdb, Is.Not.Empty);
    }

    private static string Print(ValueInspector inspector, string expression)
    {
        EvaluatedExpression result;
        try
        {
            result = inspector.Evaluate(expression);
        }
        catch (ExpressionException error)
        {
            return $"error: {error.What}";
        }

        return GdbText.Print(inspector, result.Value, Whole with { Format = result.Format });
    }
}
