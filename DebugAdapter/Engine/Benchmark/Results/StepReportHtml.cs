using System.Globalization;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Reports as one HTML file with plots.</summary>
internal static class StepReportHtml
{
    /// <summary>Makes the file.</summary>
    public static string ToHtml(StepReport report)
    {
        HtmlReport html = new HtmlReport($"Step success: {report.Server}")
            .Verdict(StepReportText.Headline(report), report.Succeeded == report.Steps && report.Steps > 0)
            .Note($"Target {report.Target}, image {report.Elf}, mode {report.Mode}, stepInterrupts {report.StepInterrupts}, seed {report.Seed}, shard {report.Shard}.");
        // An empty plot looks like one that failed to load.
        html = report.Steps == report.Succeeded
            ? html.Text(string.Create(CultureInfo.InvariantCulture, $"No failures: of {report.Steps:N0} steps none failed by any of the {report.Causes.Count} causes ({string.Join(", ", report.Causes.Keys)})."))
            : html.Plot(ByOutcome(report));
        html.Heading("Time")
            .Plot(Latencies(report))
            .Table(["steps of", "count", "succeeded", "P50 µs", "P90 µs", "P99 µs", "max µs", "packets P50", "P99", "max"], report.Kinds.Select(static kind => Row(kind.Key, kind.Value)));
        if (report.Overhead is { } overhead)
            html.Text(string.Create(CultureInfo.InvariantCulture, $"The server's own step takes {overhead.RawStepUs.P50:0} µs (median of {overhead.RawStepUs.Buckets.Sum(static b => b[1])}); ours, registers read, takes {overhead.Share * 100:0.0} % more."));
        html.Heading("Packets").Plot(Packets(report)).Heading("What the steps met").Table(["", "count"], Met(report));
        if (report.Failures.Count > 0)
            html.Heading("First failures").Table(["step", "of", "at", "cause", "what"], report.Failures.Select(static failure => (IReadOnlyList<string>)
                [$"{failure.Step}", failure.Kind, $"0x{failure.Pc:x8} {failure.Where}", failure.Cause, failure.Text]));
        return html.ToString();
    }

    private static Chart ByOutcome(StepReport report)
    {
        List<KeyValuePair<string, long>> met = [.. report.Causes.Where(static cause => cause.Value > 0).OrderByDescending(static cause => cause.Value)];
        return new()
        {
            Title = "Failed steps by cause (all steps: " + report.Steps.ToString("N0", CultureInfo.InvariantCulture) + ")", Kind = ChartKind.Bars, YLabel = "steps",
            Categories = [.. met.Select(static cause => cause.Key)], Series = [new("failed", [.. met.Select(static cause => (double?)cause.Value)])],
        };
    }

    private static Chart Latencies(StepReport report)
    {
        List<(string Name, LatencyReport Latency)> curves = [.. report.Kinds.Select(static kind => (kind.Key, kind.Value.LatencyUs))];
        if (report.Overhead is { } overhead) curves.Add(("server alone", overhead.RawStepUs));
        if (report.Overhead?.RawStepAndRegistersUs is { } read) curves.Add(("server alone, and g", read));
        long[] buckets = [.. curves.SelectMany(static curve => curve.Latency.Buckets.Select(static bucket => bucket[0])).Distinct().Order()];
        return new Chart
        {
            Title = "Time of a step: share of the steps that take no longer", XLabel = "µs", YLabel = "%", LogX = true, Kind = ChartKind.Steps,
            X = [.. buckets.Select(static bucket => Histogram.MiddleOf((int)bucket))],
            Series = [.. curves.Select(curve => new ChartSeries(curve.Name, Cumulate(curve.Latency, buckets)))],
        };
    }

    private static List<double?> Cumulate(LatencyReport latency, long[] buckets)
    {
        Dictionary<long, long> counts = latency.Buckets.ToDictionary(static bucket => bucket[0], static bucket => bucket[1]);
        long all = Math.Max(1, counts.Values.Sum()), seen = 0;
        return [.. buckets.Select(bucket => (double?)(100.0 * (seen += counts.GetValueOrDefault(bucket)) / all))];
    }

    private static Chart Packets(StepReport report)
    {
        const int Most = 24;
        int[] counts = [.. report.Kinds.Values.SelectMany(static kind => kind.Packets.Select(static row => (int)Math.Min(row[0], Most))).Distinct().Order()];
        return new Chart
        {
            Title = "Packets of a step", XLabel = $"packets ({Most}: and more)", YLabel = "% of the steps of the kind", Kind = ChartKind.Line,
            Categories = [.. counts.Select(static count => count.ToString(CultureInfo.InvariantCulture))],
            Series = [.. report.Kinds.Select(kind => new ChartSeries(kind.Key, [.. counts.Select(count =>
                (double?)(100.0 * kind.Value.Packets.Where(row => Math.Min(row[0], Most) == count).Sum(static row => row[1]) / Math.Max(1, kind.Value.Steps)))]))],
        };
    }

    private static IReadOnlyList<string> Row(string name, KindReport kind)
    {
        string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
        LatencyReport time = kind.LatencyUs;
        return [name, Number(kind.Steps), Number(kind.Succeeded), Number(time.P50), Number(time.P90), Number(time.P99), Number(time.Max), $"{kind.PacketsP50}", $"{kind.PacketsP99}", $"{kind.PacketsMax}"];
    }

    private static IEnumerable<IReadOnlyList<string>> Met(StepReport report)
    {
        string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
        MetReport met = report.Met;
        yield return ["FP instructions", Number(met.FloatSteps)];
        yield return ["changes of FPSCR", Number(met.FpscrChanges)];
        yield return ["changes of FPSCR by tools", Number(met.FpscrFaults)];
        yield return ["of these undone", Number(met.FpscrRestored)];
        yield return ["steps in handlers", Number(met.HandlerSteps)];
        yield return ["handler entries stepped into", Number(met.Entries.Values.Sum())];
        yield return ["of these nested", Number(met.NestedEntries)];
        yield return ["exception returns", Number(met.ExceptionReturns)];
        if (met.HandlersRun is { } run) yield return ["handlers run in all", Number(run)];
        if (report.Unpredicted > 0) yield return ["steps judged in part", Number(report.Unpredicted)];
    }
}
