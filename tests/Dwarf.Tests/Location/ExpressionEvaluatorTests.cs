using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Location;

public sealed class ExpressionEvaluatorTests
{
    [TestCaseSource(typeof(ExpressionTable), nameof(ExpressionTable.Cases))]
    public void Run_TableCase_GivesOutcome(string options, string operations, string answers, string expected) =>
        Assert.That(ExpressionTable.Run(options, operations, answers).TrimEnd(), Is.EqualTo(expected));

    [Test]
    public void Table_EveryOperation_HasACase()
    {
        // Families are counted by their first and last member; call_ref and the rest by name.
        HashSet<byte> seen = [.. ExpressionTable.Rows().SelectMany(row => ExpressionTable.Bytes(row[1]))];
        Assert.That(Enum.GetValues<DwOp>().Where(operation => !seen.Contains((byte)operation)), Is.Empty);
    }

    [Test]
    public void Run_EveryCaseCutAtEveryLength_EndsInAnOutcome()
    {
        foreach (string[] row in ExpressionTable.Rows())
        {
            byte[] whole = ExpressionTable.Bytes(row[1]);
            for (int length = 0; length < whole.Length; length++)
                Assert.That(() => Drive(whole.AsMemory(0, length), row[0]), Throws.Nothing, row[1]);
        }
    }

    [TestCase(10_000)]
    public void Run_MutatedCases_EndInAnOutcome(int count)
    {
        var random = new Random(20_240_601);
        byte[][] cases = [.. ExpressionTable.Rows().Select(row => ExpressionTable.Bytes(row[1])).Where(bytes => bytes.Length > 0)];
        for (int i = 0; i < Mutations.Count(count); i++)
        {
            byte[] bytes = Mutations.Mutate(cases[random.Next(cases.Length)], random);
            Assert.That(() => Drive(bytes, i % 2 == 0 ? "value" : "8"), Throws.Nothing, () => Convert.ToHexString(bytes));
        }
    }

    [Test]
    public void Resume_WithoutANeed_IsACallersBug()
    {
        var evaluator = new ExpressionEvaluator(new byte[] { 0x31 }, ExpressionOptions.Default);
        evaluator.Run();
        Assert.That(() => evaluator.Resume(1), Throws.InvalidOperationException);
    }

    [Test]
    public void Resume_MemoryOfAnotherLength_IsACallersBug()
    {
        var evaluator = new ExpressionEvaluator(new byte[] { 0x30, 0x06 }, ExpressionOptions.Default);
        evaluator.Run();
        Assert.That(() => evaluator.Resume(new byte[2]), Throws.InvalidOperationException);
    }

    [Test]
    public void Run_CallsWithoutEnd_AreRefused()
    {
        var evaluator = new ExpressionEvaluator(new byte[] { 0x98, 1, 0 }, ExpressionOptions.Default);
        EvaluationStep step = evaluator.Run();
        for (int i = 0; i < 1000 && step is EvaluationStep.NeedsDieExpression; i++)
            step = evaluator.ResumeWithExpression(new byte[] { 0x98, 1, 0 });
        Assert.That(step, Is.InstanceOf<EvaluationStep.Refused>());
    }

    // Answers everything with something; malformed input may throw its typed error alone.
    private static void Drive(ReadOnlyMemory<byte> expression, string options)
    {
        try
        {
            var evaluator = new ExpressionEvaluator(expression, ExpressionTable.Options(options));
            EvaluationStep step = evaluator.Run();
            for (int i = 0; i < 200; i++)
            {
                step = step switch
                {
                    EvaluationStep.Done or EvaluationStep.Refused or EvaluationStep.OptimizedOut => step,
                    EvaluationStep.NeedsBaseType => evaluator.Resume(new BaseType((DwAte)(i % 8), 1 << (i % 5))),
                    EvaluationStep.NeedsDieExpression => evaluator.ResumeWithExpression(new byte[] { 0x31 }),
                    EvaluationStep.NeedsMemory need => evaluator.Resume(new byte[need.SizeInBytes]),
                    _ => evaluator.Resume((ulong)i),
                };
            }
        }
        catch (DwarfFormatException exception)
        {
            Assert.That(exception.Section, Is.EqualTo(SectionId.Expression));
        }
    }
}
