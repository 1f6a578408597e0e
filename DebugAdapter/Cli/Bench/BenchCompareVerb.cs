using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.LinkBench;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench compare</c>: two results side by side; exit 1 when the second is worse beyond chance.</summary>
internal sealed class BenchCompareVerb : IVerb
{
    private readonly Argument<string> _before = new("before") { Description = "Result of `bench step` or `bench link --json` to compare with." };
    private readonly Argument<string> _after = new("after") { Description = "Result of the same verb that is judged." };
    private readonly Option<string?> _html = new("--html") { Description = "Write the comparison as one HTML file with plots.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Write the comparison as JSON; - for standard output in place of the text.", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("compare", "Compares two results of `bench step` or of `bench link`; exit 1 when the second one is worse beyond chance.") { _before, _after, _html, _json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string before = parsed.GetValue(_before)!, after = parsed.GetValue(_after)!;
            if (ResultFiles.TryReadLinks(before, after) is { } links)
            {
                var comparison = LinkComparison.Of(links.Before, links.After);
                await WriteAsync(parsed, comparison.ToJson(), comparison.ToMarkdown(), comparison.ToHtml, cancellationToken).ConfigureAwait(false);
                return comparison.IsWorse ? ExitCode.CheckFailed : ExitCode.Success;
            }

            var steps = StepComparison.Of(ResultFiles.Read(before), ResultFiles.Read(after));
            await WriteAsync(parsed, steps.ToJson(), steps.ToMarkdown(), steps.ToHtml, cancellationToken).ConfigureAwait(false);
            return steps.IsWorse ? ExitCode.CheckFailed : ExitCode.Success;
        });
        return command;
    }

    private async Task WriteAsync(ParseResult parsed, string json, string text, Func<string> page, CancellationToken cancellationToken)
    {
        string? file = parsed.GetValue(_json);
        await Console.Out.WriteAsync(file == "-" ? json + "\n" : text).ConfigureAwait(false);
        if (file is not (null or "-")) await File.WriteAllTextAsync(file, json, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_html) is { } html) await File.WriteAllTextAsync(html, page(), cancellationToken).ConfigureAwait(false);
    }
}
