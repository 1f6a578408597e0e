using System.Globalization;
using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Two results side by side.</summary>
internal sealed record StepComparison
{
    /// <summary>Version of this form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What this is.</summary>
    public string Kind { get; init; } = "bench-compare";

    /// <summary>The result that is compared with.</summary>
    public required StepReport Before { get; init; }

    /// <summary>The result that is judged.</summary>
    public required StepReport After { get; init; }

    /// <summary>Difference of the success rates, after less before, with its 95 % confidence interval (Newcombe's method on Wilson intervals).</summary>
    public required double[] Difference95 { get; init; }

    /// <summary>Causes whose share differs beyond chance, with both counts.</summary>
    public required SortedDictionary<string, long[]> CausesThatDiffer { get; init; }

    /// <summary>The success rate fell, and chance does not explain it.</summary>
    public bool IsWorse => Difference95[1] < 0;

    /// <summary>Compares.</summary>
    public static StepComparison Of(StepReport before, StepReport after)
    {
        (double lowB, double highB) = Wilson.Interval(before.Succeeded, before.Steps);
        (double lowA, double highA) = Wilson.Interval(after.Succeeded, after.Steps);
        double rateB = before.SuccessRate, rateA = after.SuccessRate, difference = rateA - rateB;
        double down = Math.Sqrt(Square(rateA - lowA) + Square(highB - rateB)), up = Math.Sqrt(Square(highA - rateA) + Square(rateB - lowB));
        var causes = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        foreach (string cause in before.Causes.Keys.Union(after.Causes.Keys, StringComparer.Ordinal))
        {
            long countB = before.Causes.GetValueOrDefault(cause), countA = after.Causes.GetValueOrDefault(cause);
            if (Differs(countB, before.Steps, countA, after.Steps)) causes[cause] = [countB, countA];
        }

        return new StepComparison { Before = before, After = after, Difference95 = [difference - down, difference + up], CausesThatDiffer = causes };
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StepComparisonJson.Default.StepComparison);

    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"# {Before.Server} and {After.Server}\n\n{Verdict}\n\n| | before | after |\n|---|---:|---:|\n");
        foreach (IReadOnlyList<string> row in Rows) text.Append(CultureInfo.InvariantCulture, $"| {row[0]} | {row[1]} | {row[2]} |\n");
        return text.ToString();
    }

    /// <summary>As one HTML file.</summary>
    public string ToHtml() => new HtmlReport($"{Before.Server} and {After.Server}")
        .Verdict(Verdict, !IsWorse)
        .Table(["", "before", "after"], Rows)
        .Plot(new Chart
        {
            Title = "Failed steps of a million, by cause", Kind = ChartKind.Points, YLabel = "steps of a million", Categories = [.. CauseNames.All.Values],
            Series = [Series("before", Before), Series("after", After)],
        })
        .Plot(new Chart
        {
            Title = "Median time of a step", Kind = ChartKind.Points, YLabel = "µs", Categories = Kinds,
            Series = [Times("before", Before), Times("after", After)],
        }).ToString();

    private List<string> Kinds => [.. Before.Kinds.Keys.Union(After.Kinds.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private string Verdict
    {
        get
        {
            string interval = string.Create(CultureInfo.InvariantCulture, $"{Difference95[0] * 100:+0.####;-0.####;0} to {Difference95[1] * 100:+0.####;-0.####;0} percentage points (95 % confidence)");
            string causes = CausesThatDiffer.Count == 0 ? "" : " Causes that differ beyond chance: " + string.Join(", ", CausesThatDiffer.Select(static cause => $"{cause.Key} {cause.Value[0]} to {cause.Value[1]}")) + ".";
            return (IsWorse ? "Worse: " : Difference95[0] > 0 ? "Better: " : "No difference that chance does not explain: ") + interval + "." + causes;
        }
    }

    private IEnumerable<IReadOnlyList<string>> Rows
    {
        get
        {
            IReadOnlyList<string> Row(string name, Func<StepReport, string> value) => [name, value(Before), value(After)];
            string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
            yield return Row("steps", static report => report.Steps.ToString("N0", CultureInfo.InvariantCulture));
            yield return Row("succeeded", static report => StepReportText.Percent(report.SuccessRate));
            yield return Row("95 % confidence", static report => $"{StepReportText.Percent(report.Wilson95[0])} to {StepReportText.Percent(report.Wilson95[1])}");
            yield return Row("P50 µs", report => Number(report.LatencyUs.P50));
            yield return Row("P99 µs", report => Number(report.LatencyUs.P99));
            yield return Row("packets a step", report => Number(report.PacketsPerStep));
            yield return Row("bytes a step", report => Number(report.BytesPerStep));
            foreach (string cause in CauseNames.All.Values.Where(cause => Before.Causes.GetValueOrDefault(cause) + After.Causes.GetValueOrDefault(cause) > 0))
                yield return Row(cause, report => report.Causes.GetValueOrDefault(cause).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static ChartSeries Series(string label, StepReport report) =>
        new(label, [.. CauseNames.All.Values.Select(cause => (double?)(1e6 * report.Causes.GetValueOrDefault(cause) / Math.Max(1, report.Steps)))]);

    private ChartSeries Times(string label, StepReport report) => new(label, [.. Kinds.Select(kind => report.Kinds.GetValueOrDefault(kind)?.LatencyUs.P50)]);

    private static bool Differs(long first, long firstOf, long second, long secondOf)
    {
        if (firstOf == 0 || secondOf == 0) return false;
        double p = first / (double)firstOf, q = second / (double)secondOf;
        (double lowP, double highP) = Wilson.Interval(first, firstOf);
        (double lowQ, double highQ) = Wilson.Interval(second, secondOf);
        double difference = q - p;
        return difference - Math.Sqrt(Square(q - lowQ) + Square(highP - p)) > 0 || difference + Math.Sqrt(Square(highQ - q) + Square(p - lowP)) < 0;
    }

    private static double Square(double value) => value * value;
}
