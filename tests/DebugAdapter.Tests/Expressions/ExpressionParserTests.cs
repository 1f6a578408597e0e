using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Tests.Expressions;

public sealed class ExpressionParserTests
{
    private static readonly string[] KnownTypes = ["type_t", "ns::type", "Ring<int>"];

    private static IEnumerable<TestCaseData> Trees() => TextTable.Read("parser.txt");

    private static IEnumerable<TestCaseData> Errors() => TextTable.Read("parser-errors.txt");

    private static ParsedExpression Parse(string text) =>
        ExpressionParser.Parse(text, name => KnownTypes.Contains(name.Path, StringComparer.Ordinal));

    [TestCaseSource(nameof(Trees))]
    public void Parse_Expression_GivesTree(string text, string tree) => Assert.That(TreeText.Print(Parse(text)), Is.EqualTo(tree));

    [TestCaseSource(nameof(Errors))]
    public void Parse_NearMiss_NamesColumnAndReason(string text, string expected)
    {
        ExpressionException error = Assert.Throws<ExpressionException>(() => Parse(text))!;
        Assert.That($"{error.Column}: {error.What}", Does.StartWith(expected));
        Assert.That(error.Message, Does.Contain(error.Advice).And.Contain($"(column {error.Column})"));
        Assert.That(error.Advice, Is.Not.Empty);
    }

    [Test]
    public void Parse_EveryPrefixOfTheTable_GivesTreeOrTypedError()
    {
        foreach (TestCaseData row in Trees())
        {
            string text = (string)row.Arguments[0]!;
            for (int length = 0; length <= text.Length; length++) AssertTreeOrTypedError(text[..length]);
        }
    }

    [TestCase("(")]
    [TestCase("-")]
    [TestCase("!")]
    [TestCase("a[")]
    [TestCase("a=")]
    [TestCase("a?")]
    [TestCase("a?b:")]
    [TestCase("f(")]
    [TestCase("sizeof ")]
    [TestCase("(int)")]
    [TestCase("{int}")]
    [TestCase("1+")]
    [TestCase("1,")]
    [TestCase("a.")]
    [TestCase("a->")]
    [TestCase("int(")]
    [TestCase("static_cast<int>(")]
    [TestCase("(int(*")]
    [TestCase("a<")]
    public void Parse_RepeatedToTheLengthLimit_GivesTypedError(string unit) =>
        Assert.Throws<ExpressionException>(() => Parse(string.Concat(Enumerable.Repeat(unit, ExpressionParser.MaxDepth * 2)) + "a"));

    [Test]
    public void Parse_OneLevelUnderTheLimit_GivesTree()
    {
        string text = string.Concat(Enumerable.Repeat("-", ExpressionParser.MaxDepth - 10).Select(s => s + " ")) + "x";
        Assert.That(Parse(text).Root, Is.InstanceOf<ExpressionNode.Unary>());
    }

    [Test]
    public void Parse_TooLong_GivesTypedError() => Assert.Throws<ExpressionException>(() => Parse(new string('a', 5000)));

    [Test]
    public void Parse_SeededMutations_GivesTreeOrTypedError()
    {
        var random = new Random(20240601);
        string[] seeds = Trees().Select(row => (string)row.Arguments[0]!).ToArray();
        const string Alphabet = "()[]{}<>.,:;?!~+-*/%&|^=@#$'\"\\ \t\0abx019_e\u00e9\ud800";
        for (int round = 0; round < 50_000; round++)
        {
            char[] text = seeds[random.Next(seeds.Length)].ToCharArray();
            for (int edits = random.Next(1, 4); edits > 0; edits--) text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            AssertTreeOrTypedError(new string(text));
        }
    }

    private static void AssertTreeOrTypedError(string text)
    {
        try
        {
            Assert.That(Parse(text).Root, Is.Not.Null);
        }
        catch (ExpressionException error)
        {
            Assert.That(error.Column, Is.InRange(1, text.Length + 1), text);
        }
    }
}
