using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>
/// One HTML file that needs nothing else: style, chart library (uPlot) and data are inside. Everything given as text is escaped.
/// </summary>
/// <param name="title">Heading and title of the page.</param>
internal sealed class HtmlReport(string title)
{
    private readonly StringBuilder _body = new();
    private bool _hasChart;
    private bool _hasTreemap;

    /// <summary>Adds a heading.</summary>
    public HtmlReport Heading(string text) => Add($"<h2>{Escape(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    public HtmlReport Text(string text) => Add($"<p>{Escape(text)}</p>");

    /// <summary>Adds a paragraph in a quiet colour.</summary>
    public HtmlReport Note(string text) => Add($"<p class=\"note\">{Escape(text)}</p>");

    /// <summary>Adds the sentence that a reader looks for.</summary>
    public HtmlReport Verdict(string text, bool isGood) => Add($"<p class=\"verdict {(isGood ? "good" : "bad")}\">{Escape(text)}</p>");

    /// <summary>Adds a table; cells that read as numbers stand right.</summary>
    public HtmlReport Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Add("<table><thead><tr>" + string.Concat(header.Select(static cell => $"<th>{Escape(cell)}</th>")) + "</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows) Add("<tr>" + string.Concat(row.Select(Cell)) + "</tr>");
        return Add("</tbody></table>");
    }

    /// <summary>Adds a plot.</summary>
    /// <exception cref="ArgumentException">A curve has not one value for each position.</exception>
    public HtmlReport Plot(Chart chart)
    {
        int positions = chart.Categories?.Count ?? chart.X.Count;
        if (chart.Series.Any(series => series.Values.Count != positions))
            throw new ArgumentException($"The chart '{chart.Title}' has {positions} positions, but a curve with another number of values.", nameof(chart));
        _hasChart = true;
        string json = JsonSerializer.Serialize(chart, ReportJson.Default.Chart);
        return Add($"<figure data-chart><figcaption>{Escape(chart.Title)}</figcaption><script type=\"application/json\">{json}</script></figure>");
    }

    /// <summary>Adds a treemap: areas by size, a part inside another.</summary>
    public HtmlReport Treemap(TreemapNode root)
    {
        _hasTreemap = true;
        string json = JsonSerializer.Serialize(root, ReportJson.Default.TreemapNode);
        return Add($"<figure data-treemap><script type=\"application/json\">{json}</script></figure>");
    }

    /// <summary>The whole file.</summary>
    public override string ToString()
    {
        string script = _hasChart ? $"<script>{Asset("uPlot.iife.min.js")}</script>\n<script>{Asset("report.js")}</script>\n" : "";
        if (_hasTreemap) script += $"<script>{Asset("treemap-chart.min.js")}</script>\n<script>{Asset("treemap.js")}</script>\n";
        string style = _hasChart ? Asset("uPlot.min.css") : "";
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Escape(title)}</title>
            <style>{style}{Asset("report.css")}</style></head>
            <body><h1>{Escape(title)}</h1>
            {_body}{script}</body></html>

            """;
    }

    private static string Cell(string text) => double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)
        ? $"<td class=\"number\">{Escape(text)}</td>" : $"<td>{Escape(text)}</td>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Asset(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"report/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private HtmlReport Add(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
