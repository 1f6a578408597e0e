using System.Text.Json;
using RspDebug.DebugAdapter.Engine.LinkBench;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkBench;

/// <summary>The benchmark finds the costs that a link is made to have, whatever the machine does.</summary>
[TestFixture]
public sealed class LinkBenchTests
{
    private static readonly LinkBenchOptions Options = new() { Count = 40, Limit = TimeSpan.FromHours(1), Command = "version" };

    // fixed µs | µs a byte
    [TestCase(50, 0.5)]
    [TestCase(2000, 11.5)]
    [TestCase(120, 0.0)]
    public async Task RunAsync_LinkOfKnownCosts_FindsThem(double fixedUs, double perByteUs)
    {
        LinkMeasurement measured = await MeasureAsync(new FakeStub(), request => fixedUs + perByteUs * SyntheticLink.SizeOf(request));
        LinkBenchReport report = LinkBenchReports.Of(measured, ("fake", "fake"), (4000, "option"));
        Assert.That(report.Failure, Is.Null);
        Assert.That(report.Models.Select(static model => model.Kind), Is.EquivalentTo(new[] { "m", "X", "M" }));
        foreach (LinkModel model in report.Models)
        {
            Assert.That(model.FixedUs, Is.EqualTo(fixedUs).Within(0.5), model.Kind);
            Assert.That(model.PerByteUs, Is.EqualTo(perByteUs).Within(0.001), model.Kind);
            Assert.That(model.R2, Is.EqualTo(1).Within(1e-3), model.Kind);
        }

        LinkBenchReport.Request question = report.Requests.Single(static r => r.Kind == "qC");
        Assert.That((question.P50, question.P99, question.Max, question.Count), Is.EqualTo((fixedUs, fixedUs, fixedUs, 40)));
    }

    [Test]
    public async Task RunAsync_NoiseAndOutliers_BendTheModelLittle()
    {
        var random = new Random(7);
        // A tenth of the requests wait for something else; one size is hit by a bad alignment.
        double Cost(string request)
        {
            int size = SyntheticLink.SizeOf(request);
            return 300 + 2.0 * size + random.NextDouble() * 30 + (random.Next(10) == 0 ? 20_000 : 0) + (size == 1024 ? 3000 : 0);
        }

        LinkMeasurement measured = await MeasureAsync(new FakeStub(), Cost);
        LinkModel model = LinkModel.Fit("m", measured.Series.Where(static series => series.Kind == "m"))!;
        Assert.That(model.FixedUs, Is.EqualTo(315).Within(25));
        Assert.That(model.PerByteUs, Is.EqualTo(2.0).Within(0.1));
    }

    [Test]
    public async Task RunAsync_Memory_IsPutBackAndTheProgramStaysWhereItWas()
    {
        var stub = new FakeStub();
        stub.Target.Pc = 0x444;
        await using RspSession session = await SyntheticLink.ConnectAsync(stub, new ManualTime(), static _ => 10);
        byte[] before = new byte[4096], after = new byte[4096];
        await session.ReadMemoryAsync(new(0x2000_0000), before, default);
        LinkMeasurement measured = await new LinkBenchRun(session, Options, new ManualTime()).RunAsync(default);
        await session.ReadMemoryAsync(new(0x2000_0000), after, default);
        Assert.That(measured.IsRestored, Is.True);
        Assert.That(after, Is.EqualTo(before));
        Assert.That(stub.Target.Pc, Is.EqualTo(0x444u));
    }

    [Test]
    public async Task RunAsync_ReadOnly_WritesNothing()
    {
        var stub = new FakeStub();
        await using RspSession session = await SyntheticLink.ConnectAsync(stub, new ManualTime(), static _ => 10);
        await new LinkBenchRun(session, Options with { Writes = false }, new ManualTime()).RunAsync(default);
        Assert.That(stub.Counts.Requests.Where(static request => request[0] is 'X' or 'M' or 'P' or 'G' or 's' || request.StartsWith("vCont;", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task RunAsync_LinkThatDies_TellsWhatWasMeasuredUntilThen()
    {
        var stub = new FakeStub { Faults = static (number, _) => number == 150 ? FakeFault.DropLink : FakeFault.None };
        LinkMeasurement measured = await MeasureAsync(stub, static _ => 10);
        Assert.That(measured.Failure, Is.Not.Null);
        Assert.That(measured.Series.Sum(static series => series.Microseconds.Count), Is.InRange(50, 150));
    }

    [Test]
    public async Task Report_Json_IsReadBackAndComparesWithItself()
    {
        LinkBenchReport report = LinkBenchReports.Of(await MeasureAsync(new FakeStub(), static request => 100 + SyntheticLink.SizeOf(request)), ("fake", "board"), (1000, "server"));
        byte[] json = System.Text.Encoding.UTF8.GetBytes(LinkBenchFile.ToJson(report));
        Assert.That(LinkBenchFile.IsOne(json), Is.True);
        LinkBenchReport back = LinkBenchFile.Read("file", json);
        Assert.That(LinkBenchFile.ToJson(back), Is.EqualTo(LinkBenchFile.ToJson(report)));
        LinkComparison same = LinkComparison.Of(report, back);
        Assert.That((same.IsWorse, same.Slower.Count, same.Faster.Count), Is.EqualTo((false, 0, 0)));
        Assert.That(same.ToMarkdown(), Does.Contain("No difference beyond chance"));
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.That(document.RootElement.GetProperty("requests")[0].EnumerateObject().Select(static p => p.Name), Is.SupersetOf(new[] { "kind", "size", "count", "p50", "p99", "max", "timeouts", "retransmits" }));
        Assert.That(document.RootElement.GetProperty("model").EnumerateObject().Select(static p => p.Name), Is.SupersetOf(new[] { "fixedUs", "perByteUs", "r2" }));
    }

    [Test]
    public async Task Compare_SlowerLink_IsWorse()
    {
        LinkBenchReport fast = LinkBenchReports.Of(await MeasureAsync(new FakeStub(), static _ => 100), ("a", ""), null), slow = LinkBenchReports.Of(await MeasureAsync(new FakeStub(), static _ => 150), ("b", ""), null);
        Assert.That((LinkComparison.Of(fast, slow).IsWorse, LinkComparison.Of(slow, fast).IsWorse), Is.EqualTo((true, false)));
        Assert.That(LinkComparison.Of(fast, slow).ToHtml(), Does.Contain("Worse"));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"kind\":\"bench-link\"}")]
    [TestCase("{\"kind\":\"bench-link\",\"requests\":7}")]
    public void Read_OtherJson_SaysSo(string json) =>
        Assert.That(() => LinkBenchFile.Read("x.json", System.Text.Encoding.UTF8.GetBytes(json)), Throws.TypeOf<LinkBenchException>().With.Message.Contains("x.json"));

    // bytes | transactions: words, TAR for each KiB, RDBUFF
    [TestCase(4, 3)]
    [TestCase(1024, 258)]
    [TestCase(2048, 515)]
    public void TransactionsOfRead_Size_AreThoseOfTheArchitecture(int size, int transactions)
    {
        Assert.That(SwdLimit.TransactionsOfRead(size), Is.EqualTo(transactions));
        Assert.That(SwdLimit.ReadUs(size, 1000), Is.EqualTo(transactions * 46));
    }

    private static async Task<LinkMeasurement> MeasureAsync(FakeStub stub, Func<string, double> cost)
    {
        var time = new ManualTime();
        stub.On("qRcmd,", static _ => "OK");
        await using RspSession session = await SyntheticLink.ConnectAsync(stub, time, cost);
        return await new LinkBenchRun(session, Options, time).RunAsync(default);
    }
}
