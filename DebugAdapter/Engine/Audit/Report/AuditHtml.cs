using System.Globalization;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.Audit.Report;

/// <summary>An audit's report as one HTML file: verdict, findings, tables, and a chart of the percentages by unit.</summary>
internal static class AuditHtml
{
    private const string PercentSuffix = "Percent";

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="failOn">The severity that fails the audit.</param>
    public static string Write(AuditReport report, AuditSeverity failOn)
    {
        var html = new HtmlReport($"rsp-debug audit {report.Audit}");
        html.Verdict($"{report.Count(AuditSeverity.Error)} errors, {report.Count(AuditSeverity.Warning)} warnings, {report.Count(AuditSeverity.Note)} notes", !report.Fails(failOn));
        html.Table(["fact", "value"], report.Facts.Select(f => (IReadOnlyList<string>)[f.Key, AuditText.Cell(f.Key, f.Value)]));
        if (report.Findings.Count > 0)
        {
            html.Heading("Findings").Table(["severity", "rule", "place", "text", "advice"], report.Findings.Select(f => (IReadOnlyList<string>)
                [f.Severity.ToString().ToLowerInvariant(), f.Rule, AuditText.PlaceOf(f).Trim(), f.Text, f.Advice]));
        }

        foreach (AuditTable table in report.Tables)
        {
            html.Heading(char.ToUpper(table.Name[0], CultureInfo.InvariantCulture) + table.Name[1..]);
            if (ChartOf(table) is { } chart)
                html.Plot(chart);
            html.Table(table.Columns, table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select((cell, i) => AuditText.Cell(table.Columns[i], cell))]));
        }

        return html.ToString();
    }

    // Percentages beside each other by the name in the first column.
    private static Chart? ChartOf(AuditTable table)
    {
        int[] percentages = [.. Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].EndsWith(PercentSuffix, StringComparison.Ordinal))];
        if (percentages.Length == 0 || table.Rows.Count == 0)
            return null;
        return new Chart
        {
            Title = "Percent by unit",
            Kind = ChartKind.Bars,
            YLabel = "%",
            Categories = [.. table.Rows.Select(row => row[0]?.ToString() ?? "")],
            Series = [.. percentages.Select(i => new ChartSeries(table.Columns[i][..^PercentSuffix.Length], [.. table.Rows.Select(row => row[i] as double?)]))],
        };
    }
}
