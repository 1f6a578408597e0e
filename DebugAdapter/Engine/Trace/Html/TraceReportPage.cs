using System.Globalization;
using RspDebug.DebugAdapter.Engine.Reports;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;
using RspDebug.Swo;
using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Html;

/// <summary>A trace as one HTML page: counts, rates over time, exceptions, where the program was, values.</summary>
/// <param name="clockInHz">Core clock; null shows cycles.</param>
internal sealed class TraceReportPage(double? clockInHz)
{
    private const int MostRows = 25;

    /// <summary>Makes the page.</summary>
    public string Write(string title, SwoDecoder decoder, TraceRates rates, ExceptionAnalysis exceptions, ExceptionNames names, TraceProfile profile, ValueCurves values)
    {
        var page = new HtmlReport(title);
        ItmStatistics itm = decoder.Itm;
        page.Verdict(itm.Malformed == 0 && itm.Overflows == 0 ? "The trace is whole." : $"{itm.Overflows} overflows, {itm.Malformed} damaged packets: parts of the trace are missing.", itm is { Malformed: 0, Overflows: 0 });
        page.Table(["bytes", "packets", "overflows", "synchronizations", "damaged", "bytes skipped", "TPIU frames"],
            [[Number(itm.Bytes), Number(itm.Packets), Number(itm.Overflows), Number(itm.Synchronizations), Number(itm.Malformed), Number(itm.SkippedBytes), decoder.Tpiu is { } tpiu ? Number(tpiu.Frames) : "-"]]);
        AddRates(page, rates);
        AddExceptions(page, exceptions, names);
        AddProfile(page, profile);
        AddValues(page, values);
        return page.ToString();
    }

    private string Unit => clockInHz is null ? "cycles" : "us";

    private void AddRates(HtmlReport page, TraceRates rates)
    {
        if (rates.Steps < 2) return;
        page.Heading("Events over time");
        page.Plot(new Chart
        {
            Title = $"Events in each {Show(rates.StepInCycles)} {Unit}", XLabel = clockInHz is null ? "cycles" : "ms", YLabel = "events", Kind = ChartKind.Steps,
            X = [.. Enumerable.Range(0, rates.Steps).Select(step => Position(step * rates.StepInCycles))],
            Series = [.. rates.Curves.Select(static curve => new ChartSeries(NameOf(curve.Kind), [.. curve.Counts.Select(static count => (double?)count)]))],
        });
    }

    private void AddExceptions(HtmlReport page, ExceptionAnalysis exceptions, ExceptionNames names)
    {
        if (exceptions.Statistics.Count == 0) return;
        page.Heading($"Exceptions ({Unit})");
        page.Table(["exception", "count", "total", "min", "avg", "P50", "P99", "max", "+/-", "own avg", "preempted", "depth", "no time"], exceptions.Statistics.Select(s => (IReadOnlyList<string>)
        [
            $"{s.Number} {names.Get(s.Number)}", Number(s.Entered), Show(s.Total.Sum), Show(s.Total.Min), Show(s.Total.Mean), Show(s.Total.Percentile(0.5)), Show(s.Total.Percentile(0.99)), Show(s.Total.Max),
            Show(s.Uncertainty.Max), Show(s.Own.Mean), Number(s.Preempted), Number(s.DeepestNesting), Number(s.Incomplete),
        ]));
        ExceptionStatistics[] timed = [.. exceptions.Statistics.Where(static s => s.Total.Count > 0)];
        if (timed.Length == 0) return;
        page.Plot(new Chart
        {
            Title = "Time in each exception, entry to exit", YLabel = Unit, Kind = ChartKind.Bars, Categories = [.. timed.Select(s => names.Get(s.Number))],
            Series = [Series("P50", 0.5), Series("P99", 0.99), Series("max", 1)],
        });

        ChartSeries Series(string label, double share) => new(label, [.. timed.Select(s => (double?)Scale(s.Total.Percentile(share)))]);
    }

    private static void AddProfile(HtmlReport page, TraceProfile profile)
    {
        if (profile.Total == 0) return;
        (ProfileFrame Place, long Count)[] top = [.. profile.ByFunction().Take(MostRows)];
        page.Heading($"Where the program was ({profile.Total} samples)");
        page.Plot(new Chart
        {
            Title = "Share of the samples by function", YLabel = "%", Kind = ChartKind.Bars, Categories = [.. top.Select(static f => f.Place.Function)],
            Series = [new ChartSeries("%", [.. top.Select(f => (double?)Math.Round(100.0 * f.Count / profile.Total, 2))])],
        });
        page.Table(["line", "samples", "%"], profile.ByLine().Take(MostRows).Select(line => (IReadOnlyList<string>)
            [line.Place.File is { } file ? $"{line.Place.Function} {file}:{line.Place.Line}" : line.Place.Function, Number(line.Count), $"{100.0 * line.Count / profile.Total:0.00}"]));
    }

    private void AddValues(HtmlReport page, ValueCurves values)
    {
        bool hasHeading = false;
        foreach ((string name, IReadOnlyList<(long Cycle, double Value)> points) in values.Curves)
        {
            if (points.Count < 2) continue;
            if (!hasHeading) page.Heading("Values");
            hasHeading = true;
            page.Plot(new Chart
            {
                Title = name, XLabel = clockInHz is null ? "cycles" : "ms", Kind = ChartKind.Steps, Height = 180,
                X = [.. points.Select(p => Position(p.Cycle))], Series = [new ChartSeries(name, [.. points.Select(static p => (double?)p.Value)])],
            });
        }
    }

    private static string NameOf(TraceEventKind kind) => kind switch
    {
        TraceEventKind.Software => "port writes", TraceEventKind.Exception => "exceptions", TraceEventKind.PcSample => "PC samples", TraceEventKind.DataAccess => "data accesses", _ => "overflows",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private double Position(long cycle) => clockInHz is { } clock ? Math.Round(cycle * 1e3 / clock, 6) : cycle;

    private double Scale(double cycles) => clockInHz is { } clock ? Math.Round(cycles * 1e6 / clock, 3) : Math.Round(cycles, 1);

    private string Show(double cycles) => Scale(cycles).ToString(CultureInfo.InvariantCulture);
}
