using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Reports;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Reports;

[TestFixture]
public sealed partial class HtmlReportTests
{
    private static readonly string Assets = Path.Combine(FixtureFiles.RepositoryRoot, "DebugAdapter", "Engine", "Reports", "Assets");

    [Test]
    public void ToString_Texts_AreEscapedEverywhere()
    {
        const string Evil = "</script><b>&\"";
        string html = new HtmlReport(Evil).Heading(Evil).Text(Evil).Table([Evil], [[Evil]])
            .Plot(new Chart { Title = Evil, Categories = [Evil], Series = [new(Evil, [1])] }).ToString();
        Assert.That(html, Does.Not.Contain("<b>"));
        Assert.That(html, Does.Not.Contain("\"</script>"));
    }

    [Test]
    public void ToString_Report_LoadsNothing()
    {
        string html = new HtmlReport("title").Plot(Bars).ToString();
        Assert.That(Loading().Matches(html), Is.Empty, "no address to fetch from");
        Assert.That(html, Does.Contain("uPlot (v1.6.32)"));
    }

    [Test]
    public void ToString_WithoutCharts_LeavesTheLibraryOut() => Assert.That(new HtmlReport("title").Text("text").ToString(), Does.Not.Contain("uPlot"));

    [Test]
    public void Plot_CurveOfAnotherLength_IsRefused() => Assert.That(
        () => new HtmlReport("title").Plot(new Chart { Title = "t", X = [1, 2], Series = [new("s", [1])] }), Throws.ArgumentException);

    [TestCase("uPlot.iife.min.js", "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f", "Copyright (c) 2022 Leon Sorokin", "uPlot 1.6.32")]
    [TestCase("uPlot.min.css", "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04", "Copyright (c) 2022 Leon Sorokin", "uPlot 1.6.32")]
    [TestCase("treemap-chart.min.js", "833961d83ffcfae70d7ced3dfb887ffb5fbf71e1f1aa5171c1b6949a507a73a8", "Copyright (c) 2019 Vasco Asturiano", "treemap-chart 1.9.4")]
    public void Assets_OfOthers_AreThePublishedFilesAndHaveANotice(string file, string sha256, string copyright, string version)
    {
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Assets, file)))), Is.EqualTo(sha256));
        string notices = File.ReadAllText(Path.Combine(FixtureFiles.RepositoryRoot, "THIRD-PARTY-NOTICES.md"));
        Assert.That(notices, Does.Contain(file).And.Contain(copyright).And.Contain(version));
    }

    [Test]
    public async Task ToString_InABrowser_DrawsEachChart()
    {
        string chromium = ExternalProgram.Find("chromium") ?? "";
        if (chromium.Length == 0) Assert.Ignore("chromium is not installed: nobody draws the charts.");
        string file = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid():n}.html");
        File.WriteAllText(file, new HtmlReport("title").Plot(Bars)
            .Plot(Bars with { Categories = null, X = [1, 10, 100], LogX = true, Kind = ChartKind.Steps })
            .Plot(Bars with { Categories = null, X = [1, 2, 3], Kind = ChartKind.Points })
            .Plot(Bars with { LogY = true, Series = [new("P50", [1, 20, 3]), new("P99", [4, 500, null])] }).ToString());
        string dom = await ExternalProgram.RunAsync(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", $"file://{file}"]);
        File.Delete(file);
        Assert.That(Drawn().Matches(dom), Has.Count.EqualTo(4));
    }

    private static Chart Bars => new()
    {
        Title = "Steps by outcome", Kind = ChartKind.Bars, Categories = ["ok", "timeout", "wrong-pc"], Series = [new("steps", [900, 3, null])],
    };

    [GeneratedRegex(@"(src|href)\s*=|@import|url\(", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Loading();

    [GeneratedRegex("<canvas", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Drawn();
}
