using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>Where the result of a benchmark goes: Markdown on standard output, and files.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _json = new("--json") { Description = "Write the result as JSON; - for standard output in place of the text.", HelpName = "FILE|-" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write the result as Markdown.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the result as one HTML file with plots.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_json, _markdown, _html]) command.Add(option);
    }

    public Task WriteAsync(ParseResult parsed, StepReport report) =>
        WriteAsync(parsed, StepReportFile.ToJson(report), StepReportText.ToMarkdown(report), () => StepReportHtml.ToHtml(report));

    /// <summary>The same for a result of another kind.</summary>
    public async Task WriteAsync(ParseResult parsed, string json, string text, Func<string> page)
    {
        string? jsonFile = parsed.GetValue(_json);
        await Console.Out.WriteAsync(jsonFile == "-" ? json + "\n" : text).ConfigureAwait(false);
        if (jsonFile is not (null or "-")) await File.WriteAllTextAsync(jsonFile, json).ConfigureAwait(false);
        if (parsed.GetValue(_markdown) is { } markdown) await File.WriteAllTextAsync(markdown, text).ConfigureAwait(false);
        if (parsed.GetValue(_html) is { } html) await File.WriteAllTextAsync(html, page()).ConfigureAwait(false);
    }
}
