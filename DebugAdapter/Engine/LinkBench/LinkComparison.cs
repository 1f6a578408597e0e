using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Two results of the link benchmark side by side.</summary>
internal sealed record LinkComparison
{
    // Machines differ by this much from run to run.
    private const double Noise = 1.10;

    public int Schema { get; init; } = 1;

    public string Kind { get; init; } = "bench-link-compare";

    public required LinkBenchReport Before { get; init; }

    public required LinkBenchReport After { get; init; }

    /// <summary>Requests whose median rose by more than a tenth, and beyond chance (95 % confidence intervals of the medians apart).</summary>
    public required List<string> Slower { get; init; }

    /// <summary>Requests whose median fell in the same way.</summary>
    public required List<string> Faster { get; init; }

    /// <summary>More requests are slower than faster, or packets are lost that were not.</summary>
    public bool IsWorse => Slower.Count > Faster.Count || Lost(After) > Lost(Before);

    /// <summary>Compares.</summary>
    public static LinkComparison Of(LinkBenchReport before, LinkBenchReport after)
    {
        List<string> slower = [], faster = [];
        foreach (LinkBenchReport.Request old in before.Requests)
        {
            if (after.Requests.Find(r => r.Kind == old.Kind && r.Size == old.Size) is not { } now) continue;
            if (now.Median95[0] > old.Median95[1] && now.P50 > old.P50 * Noise) slower.Add(NameOf(now));
            if (now.Median95[1] < old.Median95[0] && now.P50 * Noise < old.P50) faster.Add(NameOf(now));
        }

        return new LinkComparison { Before = before, After = after, Slower = slower, Faster = faster };
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LinkBenchJson.Default.LinkComparison);

    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"# {Before.Server} and {After.Server}\n\n{Verdict}\n\n| request | before P50 µs | after P50 µs | ratio | before P99 µs | after P99 µs |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (IReadOnlyList<string> row in Rows) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    /// <summary>As one HTML file.</summary>
    public string ToHtml() => new HtmlReport($"{Before.Server} and {After.Server}")
        .Verdict(Verdict, !IsWorse)
        .Plot(new Chart
        {
            Title = "Median time of a request", Kind = ChartKind.Points, YLabel = "µs", LogY = true, Categories = [.. Pairs.Select(static pair => NameOf(pair.Now))],
            Series = [new("before", [.. Pairs.Select(static pair => (double?)pair.Old.P50)]), new("after", [.. Pairs.Select(static pair => (double?)pair.Now.P50)])],
        })
        .Table(["request", "before P50 µs", "after P50 µs", "ratio", "before P99 µs", "after P99 µs"], Rows).ToString();

    [JsonIgnore]
    private string Verdict => (IsWorse ? "Worse" : Faster.Count > Slower.Count ? "Better" : "No difference beyond chance")
        + (Slower.Count > 0 ? $"; slower: {string.Join(", ", Slower)}" : "") + (Faster.Count > 0 ? $"; faster: {string.Join(", ", Faster)}" : "")
        + string.Create(CultureInfo.InvariantCulture, $"; packets lost or repeated: {Lost(Before)} before, {Lost(After)} after.");

    private IEnumerable<(LinkBenchReport.Request Old, LinkBenchReport.Request Now)> Pairs =>
        from old in Before.Requests from now in After.Requests where now.Kind == old.Kind && now.Size == old.Size && old.P50 > 0 && now.P50 > 0 select (old, now);

    private IEnumerable<IReadOnlyList<string>> Rows => Pairs.Select(static pair => (IReadOnlyList<string>)
        [NameOf(pair.Now), Number(pair.Old.P50), Number(pair.Now.P50), Number(pair.Now.P50 / pair.Old.P50), Number(pair.Old.P99), Number(pair.Now.P99)]);

    private static string NameOf(LinkBenchReport.Request request) => request.Size == 0 ? request.Kind : string.Create(CultureInfo.InvariantCulture, $"{request.Kind} {request.Size}");

    private static long Lost(LinkBenchReport report) => report.Requests.Sum(static r => r.Timeouts + r.Retransmits + r.Naks);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
