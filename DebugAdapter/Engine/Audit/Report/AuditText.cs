using System.Globalization;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.Audit.Report;

/// <summary>An audit's report as plain text: tables, one paragraph a finding, the summary.</summary>
internal static class AuditText
{
    /// <summary>Writes the report.</summary>
    public static string Write(AuditReport report)
    {
        var text = new StringBuilder();
        foreach (AuditTable table in report.Tables)
            text.Append(Table(table)).Append('\n');
        foreach (AuditFinding finding in report.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Rule}{PlaceOf(finding)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {finding.Text}\n  {finding.Advice}\n");
        }

        foreach ((string name, object? value) in report.Facts)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {Cell(name, value)}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"{report.Count(AuditSeverity.Error)} errors, {report.Count(AuditSeverity.Warning)} warnings, {report.Count(AuditSeverity.Note)} notes\n");
        return text.ToString();
    }

    /// <summary>A cell or fact as a person reads it; addresses and register values in hexadecimal.</summary>
    public static string Cell(string column, object? value) => value switch
    {
        null => "",
        bool flag => flag ? "yes" : "no",
        long number when IsHexadecimal(column) => $"0x{number:x8}",
        double number when column.EndsWith("Percent", StringComparison.Ordinal) => number.ToString("0.0", CultureInfo.InvariantCulture) + " %",
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary><c> file:line 0x00000100</c>, as far as it is known.</summary>
    public static string PlaceOf(AuditFinding finding)
    {
        string place = finding.File is { } file ? $" {file}{(finding.Line is { } line ? $":{line}" : "")}" : "";
        return finding.Address is { } address ? $"{place} 0x{address:x8}" : place;
    }

    private static bool IsHexadecimal(string column) => column is "address" or "value" or "comparator" or "expected";

    private static string Table(AuditTable table)
    {
        // A column without a value, such as the times of a log that has none, says nothing.
        int[] shown = [.. Enumerable.Range(0, table.Columns.Count).Where(i => table.Rows.Any(row => row[i] is not null))];
        string[][] cells = [[.. shown.Select(i => table.Columns[i])], .. table.Rows.Select(row => shown.Select(i => Cell(table.Columns[i], row[i])).ToArray())];
        int[] widths = [.. shown.Select((_, i) => cells.Max(row => row[i].Length))];
        return string.Concat(cells.Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd() + "\n"));
    }
}
