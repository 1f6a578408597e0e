using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

[TestFixture]
public sealed class StepReportTests
{
    // successes | trials | interval: the roots of (p - k/n)^2 = z^2 p(1 - p)/n, Wilson 1927
    [TestCase(926, 1000, 0.90809, 0.94065)]
    [TestCase(10, 10, 0.7225, 1.0)]
    [TestCase(0, 10, 0.0, 0.2775)]
    [TestCase(1, 2, 0.0945, 0.9055)]
    [TestCase(0, 0, 0.0, 1.0)]
    public void Interval_KnownCounts_IsWilsons(long successes, long trials, double low, double high)
    {
        (double foundLow, double foundHigh) = Wilson.Interval(successes, trials);
        Assert.That(foundLow, Is.EqualTo(low).Within(5e-5));
        Assert.That(foundHigh, Is.EqualTo(high).Within(5e-5));
    }

    [Test]
    public void Percentile_OfThousandValues_IsWithinOnePercent()
    {
        var histogram = new Histogram();
        for (int value = 1; value <= 1000; value++) histogram.Add(value);
        Assert.That(histogram.Percentile(0.5), Is.EqualTo(500).Within(1).Percent);
        Assert.That(histogram.Percentile(0.99), Is.EqualTo(990).Within(1).Percent);
        Assert.That((histogram.Max, histogram.Mean, histogram.Percentile(1)), Is.EqualTo((1000, 500.5, 1000)));
    }

    [Test]
    public void ToJson_Report_HasTheDocumentedMembersAndReadsBack()
    {
        string json = StepReportFile.ToJson(Report(98, StepCause.WrongPc, 2));
        using JsonDocument document = JsonDocument.Parse(json);
        string page = File.ReadAllText(Path.Combine(FixtureFiles.RepositoryRoot, "docs", "json.md"));
        foreach (JsonProperty member in document.RootElement.EnumerateObject()) Assert.That(page, Does.Contain($"`{member.Name}`").Or.Contain($"{member.Name} "), member.Name);
        Assert.That(document.RootElement.GetProperty("causes").EnumerateObject().Count(), Is.EqualTo(10));
        Assert.That(document.RootElement.GetProperty("causes").GetProperty("wrong-pc").GetInt64(), Is.EqualTo(2));
        string file = Path.GetTempFileName();
        File.WriteAllText(file, json);
        Assert.That(StepReportFile.ToJson(StepReportFile.Read(file)), Is.EqualTo(json));
        File.Delete(file);
    }

    [Test]
    public void Read_CutAnywhere_IsATypedError()
    {
        string json = StepReportFile.ToJson(Report(98, StepCause.WrongPc, 2)), file = Path.GetTempFileName();
        for (int length = 0; length < json.Length - 1; length += 37)
        {
            File.WriteAllText(file, json[..length]);
            Assert.That(() => StepReportFile.Read(file), Throws.TypeOf<StepReportException>(), $"cut at {length}");
        }

        File.WriteAllText(file, """{ "schema": 2, "kind": "other" }""");
        Assert.That(() => StepReportFile.Read(file), Throws.TypeOf<StepReportException>());
        File.Delete(file);
    }

    [Test]
    public void Merge_TwoShards_AddsEverythingUp()
    {
        StepReport merged = StepReports.Merge([Report(98, StepCause.WrongPc, 2), Report(99, StepCause.Timeout, 1)]);
        Assert.That((merged.Steps, merged.Succeeded), Is.EqualTo((200, 197)));
        Assert.That((merged.Causes["wrong-pc"], merged.Causes["timeout"], merged.Causes["link-lost"]), Is.EqualTo((2, 1, 0)));
        Assert.That(merged.Kinds["instruction"].Packets.Sum(row => row[1]), Is.EqualTo(200));
        Assert.That(merged.LatencyUs.Buckets.Sum(bucket => bucket[1]), Is.EqualTo(200));
        Assert.That(merged.SuccessRate, Is.EqualTo(0.985));
    }

    // failures before | after of 10,000 | worse
    [TestCase(0, 0, false)]
    [TestCase(0, 1, false)]
    [TestCase(0, 20, true)]
    [TestCase(740, 0, false)]
    public void Compare_TwoResults_IsWorseOnlyBeyondChance(int before, int after, bool isWorse)
    {
        var comparison = StepComparison.Of(Report(10_000 - before, StepCause.WrongPc, before), Report(10_000 - after, StepCause.InterruptEntered, after));
        Assert.That(comparison.IsWorse, Is.EqualTo(isWorse), comparison.ToMarkdown());
        Assert.That(comparison.CausesThatDiffer.Keys, Is.EqualTo(after >= 20 ? ["interrupt-entered"] : before > 0 ? ["wrong-pc"] : Array.Empty<string>()));
        Assert.That(comparison.ToHtml(), Does.Contain("data-chart"));
        Assert.That(JsonDocument.Parse(comparison.ToJson()).RootElement.GetProperty("isWorse").GetBoolean(), Is.EqualTo(isWorse));
    }

    [Test]
    public void ToMarkdown_Failures_AreNamed()
    {
        string text = StepReportText.ToMarkdown(Report(98, StepCause.WrongPc, 2));
        Assert.That(text, Does.Contain("98 of 100 steps succeeded: 98.0 %").And.Contain("| wrong-pc | 2 |").And.Contain("92.6 %").And.Contain("a \\| b"));
        Assert.That(StepReportHtml.ToHtml(Report(98, StepCause.WrongPc, 2)), Does.Contain("a | b").And.Contain("Packets of a step"));
    }

    [Test]
    public void ToHtml_NoFailures_SaysSoInPlaceOfAnEmptyPlot()
    {
        string html = StepReportHtml.ToHtml(Report(100, StepCause.WrongPc, 0));
        Assert.That(html, Does.Contain("No failures: of 100 steps").And.Not.Contain("Failed steps by cause"));
    }

    [Test]
    public void ToHtml_Failures_PlotsTheCausesThatWereMetOnly()
    {
        string html = StepReportHtml.ToHtml(Report(98, StepCause.WrongPc, 2));
        Assert.That(html, Does.Contain("Failed steps by cause").And.Contain("\"categories\":[\"wrong-pc\"]"));
    }

    private static StepReport Report(long succeeded, StepCause cause, long failed)
    {
        var tally = new StepTally();
        for (long step = 0; step < succeeded + failed; step++)
        {
            tally.Add(new StepOutcome(StepMode.Instruction, 0x100, step < succeeded ? null : new StepFailure(cause, "a | b"))
            {
                Time = TimeSpan.FromMicroseconds(100 + step % 50), Packets = 2 + step % 2, Bytes = 200,
            });
        }

        var frame = new StepReport
        {
            Server = "virtual", Target = "board", Elf = "fw.elf", Mode = "instruction", StepInterrupts = "mask", Shard = "1/1", Wilson95 = [], Causes = [],
            LatencyUs = new LatencyReport(), Kinds = [], Met = new MetReport(), Failures = [],
        };
        return StepReports.Of(tally, frame, static _ => "main+0x2");
    }
}
