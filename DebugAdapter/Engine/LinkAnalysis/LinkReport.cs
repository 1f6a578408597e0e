using System.Globalization;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Report;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>The analysis as a report: facts, tables of requests and of time, findings; and as a page with plots.</summary>
internal static class LinkReport
{
    private const int Slices = 20;
    private const int MostDots = 20_000;

    /// <summary>The report; its JSON is described in docs/json.md.</summary>
    public static AuditReport Of(LinkSummary summary) => AuditReport.Of("rsp", summary.Findings, Facts(summary), Timeline(summary), Requests(summary));

    /// <summary>The page.</summary>
    public static string ToHtml(LinkSummary summary, AuditSeverity failOn)
    {
        AuditReport report = Of(summary);
        HtmlReport html = new HtmlReport($"RSP link: {Path.GetFileName(summary.Log)}")
            .Verdict($"{report.Count(AuditSeverity.Error)} errors, {report.Count(AuditSeverity.Warning)} warnings, {report.Count(AuditSeverity.Note)} notes", !report.Fails(failOn))
            .Table(["fact", "value"], report.Facts.Select(f => (IReadOnlyList<string>)[f.Key, AuditText.Cell(f.Key, f.Value)]));
        if (report.Findings.Count > 0)
        {
            html.Heading("Findings").Table(["severity", "rule", "line", "what", "advice"], report.Findings.Select(static f => (IReadOnlyList<string>)
                [f.Severity.ToString().ToLowerInvariant(), f.Rule, $"{f.Line}", f.Text, f.Advice]));
        }

        html.Heading("Course");
        if (summary.Points.Any(static point => point.Latency is { Ticks: > 0 })) html.Plot(Latencies(summary));
        html.Plot(Course(summary));
        foreach (AuditTable table in report.Tables)
            html.Heading(table.Name == "requests" ? "Requests" : "Timeline").Table(table.Columns, table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select((cell, i) => AuditText.Cell(table.Columns[i], cell))]));
        return html.ToString();
    }

    private static List<KeyValuePair<string, object?>> Facts(LinkSummary summary) =>
    [
        new("log", summary.Log), new("format", summary.Format), new("entries", (long)summary.Records), new("requests", summary.Requests), new("packetsFromServer", (long)summary.Replies),
        new("bytesToServer", summary.BytesToStub), new("bytesToClient", summary.BytesToClient), new("seconds", summary.Duration?.TotalSeconds),
        new("retransmissions", (long)summary.Retransmissions), new("naks", (long)summary.Naks), new("repliesInPieces", (long)summary.SplitReplies),
        new("acknowledgements", summary.EndsWithAcks ? summary.HasAcks ? "on" : "not in the log" : "turned off"), new("runsAtEnd", summary.IsRunning), new("serverFeatures", summary.Features),
    ];

    private static AuditTable Requests(LinkSummary summary) => new(
        "requests", ["kind", "count", "p50Us", "p90Us", "p99Us", "maxUs", "bytes", "repeated", "refused", "unanswered"],
        [.. summary.Kinds.OrderByDescending(static kind => kind.Value.Requests).ThenBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => Row(kind.Key, kind.Value))]);

    private static IReadOnlyList<object?> Row(string name, KindStatistics kind)
    {
        object? Us(double share) => kind.LatencyUs.Count == 0 ? null : Math.Round(kind.LatencyUs.Percentile(share), 1);
        return [name, kind.Requests, Us(0.5), Us(0.9), Us(0.99), kind.LatencyUs.Count == 0 ? null : Math.Round(kind.LatencyUs.Max, 1), kind.PayloadInBytes, kind.Repeats, kind.Refused, kind.Unanswered];
    }

    // Equal parts of time, or of the requests where the log has no times; empty parts are left out.
    private static AuditTable Timeline(LinkSummary summary)
    {
        bool hasTimes = summary.Duration is { Ticks: > 0 };
        double whole = hasTimes ? summary.Duration!.Value.TotalSeconds : summary.Points.Count;
        var rows = new List<IReadOnlyList<object?>>();
        foreach (IGrouping<int, (ExchangePoint Point, int Index)> slice in summary.Points.Select(static (point, index) => (point, index)).GroupBy(item => SliceOf(hasTimes ? item.point.At?.TotalSeconds ?? 0 : item.index, whole)))
        {
            List<ExchangePoint> points = [.. slice.Select(static item => item.Point)];
            string most = points.CountBy(static point => RequestKind.PhaseOf(point.Kind)).MaxBy(static phase => phase.Value).Key;
            ExchangePoint slowest = points.MaxBy(static point => point.Latency ?? TimeSpan.Zero);
            int lastLine = points.Max(static point => point.Line), firstLine = points.Min(static point => point.Line);
            rows.Add([
                hasTimes ? Math.Round(slice.Key * whole / Slices, 3) : null, (long)firstLine, (long)points.Count, (long)points.Sum(static point => point.SizeInBytes), most,
                slowest.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 3) : null, slowest.Latency is null ? null : slowest.Kind,
                summary.Findings.LongCount(finding => finding.Severity > AuditSeverity.Note && finding.Line >= firstLine && finding.Line <= lastLine),
            ]);
        }

        return new AuditTable("timeline", ["seconds", "line", "requests", "bytes", "mostly", "slowestMs", "slowest", "findings"], rows);
    }

    private static int SliceOf(double at, double whole) => whole <= 0 ? 0 : Math.Clamp((int)(at / whole * Slices), 0, Slices - 1);

    private static Chart Latencies(LinkSummary summary)
    {
        List<ExchangePoint> points = [.. summary.Points.Where(static point => point is { At: not null, Latency.Ticks: > 0 })];
        int every = 1 + points.Count / MostDots;
        points = [.. points.Where((_, index) => index % every == 0).OrderBy(static point => point.At)];
        return new Chart
        {
            Title = "Time from request to reply", XLabel = "s", YLabel = "ms", LogY = true, Kind = ChartKind.Points,
            X = [.. points.Select(static point => point.At!.Value.TotalSeconds)],
            Series = [.. points.Select(static point => RequestKind.PhaseOf(point.Kind)).Distinct().Order(StringComparer.Ordinal).Select(phase => new ChartSeries(
                phase, [.. points.Select(point => RequestKind.PhaseOf(point.Kind) == phase ? point.Latency!.Value.TotalMilliseconds : (double?)null)]))],
        };
    }

    private static Chart Course(LinkSummary summary)
    {
        AuditTable timeline = Timeline(summary);
        return new Chart
        {
            Title = timeline.Rows.Any(static row => row[0] is not null) ? "Requests by time" : "Requests in the order of the log", Kind = ChartKind.Bars, YLabel = "requests",
            XLabel = timeline.Rows.Any(static row => row[0] is not null) ? "s" : "line",
            Categories = [.. timeline.Rows.Select(static row => Convert.ToString(row[0] ?? row[1], CultureInfo.InvariantCulture) ?? "")],
            Series = [new("requests", [.. timeline.Rows.Select(static row => (double?)(long)row[2]!)])],
        };
    }
}
