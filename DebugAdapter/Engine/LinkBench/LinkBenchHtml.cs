using System.Globalization;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Results as one HTML file with plots.</summary>
internal static class LinkBenchHtml
{
    /// <summary>Makes the file.</summary>
    public static string ToHtml(LinkBenchReport report)
    {
        string headline = LinkBenchText.Headline(report);
        HtmlReport html = new HtmlReport($"Link: {report.Server}")
            .Verdict(char.ToUpperInvariant(headline[0]) + headline[1..], report.Failure is null && report.Requests.TrueForAll(static r => r.Timeouts + r.Retransmits + r.Naks == 0))
            .Note($"Target {report.Target}; packets of {report.PacketSize} bytes, acknowledgements {(report.NoAckMode ? "off" : "on")}.");
        int[] sizes = [.. report.Requests.Where(static r => r.BytesPerSecond is not null).Select(static r => r.Size).Distinct().Order()];
        if (sizes.Length > 0) html.Plot(Times(report, sizes)).Plot(Rates(report, sizes));
        html.Plot(Others(report)).Heading("Requests").Table(
            ["request", "bytes", "packets", "count", "P50 µs", "P90 µs", "P99 µs", "max µs", "kB/s", "timeouts", "sent again", "NAKs"], report.Requests.Select(Row));
        if (report.Models.Count > 0) html.Heading("Fixed cost and cost of a byte").Table(["model of", "fixed µs", "µs a byte", "r²"], report.Models.Select(static m => (IReadOnlyList<string>)[m.Kind, Number(m.FixedUs), Number(m.PerByteUs), Number(m.R2)]));
        if (report.Swd is { } swd)
        {
            html.Heading("SWD").Table(["", "value"], [
                [$"clock, kHz ({LinkBenchText.Source(swd)})", Number(swd.Khz)], ["clocks of a transaction (a word)", Number(swd.ClocksPerTransaction)], ["clocks for a word, measured", swd.ClocksPerWord is { } clocks ? Number(clocks) : "not known"],
                ["limit, kB/s", Number(swd.LimitBytesPerSecond / 1000)], ["best, kB/s", Number(swd.BestBytesPerSecond / 1000)], ["share of the limit, %", swd.Share is { } share ? Number(share * 100) : "not known"],
            ]);
            if (swd.Share is null) html.Note(LinkBenchText.NoWire(swd));
        }

        foreach (string note in report.Notes) html.Note(note);
        if (!report.Restored) html.Verdict("RAM could not be put back as it was: reset the target.", isGood: false);
        return report.Failure is { } failure ? html.Verdict($"Ended early: {failure}", isGood: false).ToString() : html.ToString();
    }

    private static Chart Times(LinkBenchReport report, int[] sizes)
    {
        List<ChartSeries> series = [.. Kinds(report).Select(kind => new ChartSeries($"{kind}, P50", Values(report, sizes, kind, static r => r.P50)))];
        string reads = report.Model?.Kind ?? "m";
        series.Add(new ChartSeries($"{reads}, P99", Values(report, sizes, reads, static r => r.P99)));
        if (report.Model is { } model) series.Add(new ChartSeries($"model of {model.Kind}", [.. sizes.Select(size => (double?)model.At(size))]));
        if (report.Swd is { Share: not null } swd) series.Add(new ChartSeries("SWD limit", [.. sizes.Select(size => (double?)SwdLimit.ReadUs(size, swd.Khz))]));
        return new Chart { Title = "Time of an access by its size", XLabel = "bytes", YLabel = "µs", LogX = true, LogY = true, X = [.. sizes.Select(static size => (double)size)], Series = series };
    }

    private static Chart Rates(LinkBenchReport report, int[] sizes)
    {
        List<ChartSeries> series = [.. Kinds(report).Select(kind => new ChartSeries(kind, Values(report, sizes, kind, static r => r.BytesPerSecond / 1000)))];
        if (report.Swd is { Share: not null } swd) series.Add(new ChartSeries("SWD limit", [.. sizes.Select(_ => (double?)(swd.LimitBytesPerSecond / 1000))]));
        return new Chart { Title = "Memory bandwidth by the size of an access", XLabel = "bytes", YLabel = "kB/s", LogX = true, LogY = true, X = [.. sizes.Select(static size => (double)size)], Series = series };
    }

    private static Chart Others(LinkBenchReport report)
    {
        List<LinkBenchReport.Request> others = report.Requests.FindAll(static r => r.BytesPerSecond is null);
        return new Chart
        {
            Title = "Other requests", Kind = ChartKind.Bars, YLabel = "µs", LogY = true, Categories = [.. others.Select(static r => r.Kind)],
            Series = [new("P50", [.. others.Select(static r => (double?)r.P50)]), new("P99", [.. others.Select(static r => (double?)r.P99)])],
        };
    }

    private static IEnumerable<string> Kinds(LinkBenchReport report) => report.Requests.Where(static r => r.BytesPerSecond is not null).Select(static r => r.Kind).Distinct();

    private static IReadOnlyList<double?> Values(LinkBenchReport report, int[] sizes, string kind, Func<LinkBenchReport.Request, double?> value) =>
        [.. sizes.Select(size => report.Requests.Find(r => r.Kind == kind && r.Size == size) is { } request ? value(request) : null)];

    private static IReadOnlyList<string> Row(LinkBenchReport.Request r) =>
        [r.Kind, $"{r.Size}", $"{r.Packets}", $"{r.Count}", Number(r.P50), Number(r.P90), Number(r.P99), Number(r.Max), r.BytesPerSecond is { } rate ? Number(rate / 1000) : "", $"{r.Timeouts}", $"{r.Retransmits}", $"{r.Naks}"];

    private static string Number(double value) => value.ToString(value < 1 ? "0.#####" : "0.##", CultureInfo.InvariantCulture);
}
