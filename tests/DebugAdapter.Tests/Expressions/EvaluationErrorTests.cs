using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Tests.Variables;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Tests.Expressions;

public sealed class EvaluationErrorTests
{
    private static IEnumerable<TestCaseData> Errors() => TextTable.Read("evaluation-errors.txt");

    [TestCaseSource(nameof(Errors))]
    public void Evaluate_MeaninglessExpression_SaysWhereAndWhy(string expression, string expected)
    {
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", null, (CoreRegister.R4, 4));
        ExpressionException error = Assert.Throws<ExpressionException>(() => inspector.Evaluate(expression))!;
        Assert.That($"{error.Column}: {error.What}", Is.EqualTo(expected));
        Assert.That(error.Advice, Does.EndWith(".").Or.EndWith("?"));
    }

    [Test]
    public void Evaluate_SeededMutations_GivesValueOrTypedError()
    {
        var random = new Random(20240602);
        string[] seeds = [.. TextTable.Lines("gdb-expressions.txt").Where(l => l.Length > 0 && l[0] is not ('#' or '@'))];
        string[] words = ["g_device", "s_nodes", "->", ".", "[", "]", "(", ")", "*", "&", "head", "corners", "0", "-1", "@", "8", "..", "=", "+", "(int)", "sizeof ", "$r4", "'a'", "\"s\"", ",x", "?", ":"];
        for (int round = 0; round < 20_000; round++)
        {
            string text = seeds[random.Next(seeds.Length)];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(text.Length + 1);
                int cut = Math.Min(random.Next(4), text.Length - at);
                text = text[..at] + words[random.Next(words.Length)] + text[(at + cut)..];
            }

            AssertValueOrTypedError(text);
        }
    }

    private static void AssertValueOrTypedError(string text)
    {
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", null, (CoreRegister.R4, 4));
        try
        {
            EvaluatedExpression result = inspector.Evaluate(text);
            Assert.That(inspector.Format(result.Value), Is.Not.Null);
            foreach (NamedValue child in inspector.GetChildren(new NamedValue(text, result.EvaluateName, result.Value, NamedValueKind.Result), 0, 3))
                Assert.That(inspector.Format(child.Value), Is.Not.Null);
        }
        catch (ExpressionException error)
        {
            Assert.That(error.Message, Is.Not.Empty, text);
        }
    }
}
