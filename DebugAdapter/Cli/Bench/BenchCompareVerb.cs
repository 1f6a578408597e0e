using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench compare</c>: two results side by side; exit 1 when the second is worse beyond chance.</summary>
internal sealed class BenchCompareVerb : IVerb
{
    private readonly Argument<string> _before = new("before") { Description = "Result of `bench step --json` to compare with." };
    private readonly Argument<string> _after = new("after") { Description = "Result of `bench step --json` that is judged." };
    private readonly Option<string?> _html = new("--html") { Description = "Write the comparison as one HTML file with plots.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Write the comparison as JSON; - for standard output in place of the text.", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("compare", "Compares two results of `bench step`; exit 1 when the second one is worse beyond chance.") { _before, _after, _html, _json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var comparison = StepComparison.Of(ResultFiles.Read(parsed.GetValue(_before)!), ResultFiles.Read(parsed.GetValue(_after)!));
            string? json = parsed.GetValue(_json);
            await Console.Out.WriteAsync(json == "-" ? comparison.ToJson() + "\n" : comparison.ToMarkdown()).ConfigureAwait(false);
            if (json is not (null or "-")) await File.WriteAllTextAsync(json, comparison.ToJson(), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_html) is { } html) await File.WriteAllTextAsync(html, comparison.ToHtml(), cancellationToken).ConfigureAwait(false);
            return comparison.IsWorse ? ExitCode.CheckFailed : ExitCode.Success;
        });
        return command;
    }
}
