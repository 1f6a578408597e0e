using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench merge</c>: one result of several, such as shards from several machines.</summary>
internal sealed class BenchMergeVerb : IVerb
{
    private readonly Argument<string[]> _files = new("files") { Description = "Results of `bench step --json`.", Arity = ArgumentArity.OneOrMore };
    private readonly ReportOptions _reports = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("merge", "Puts results of `bench step` together.") { _files };
        _reports.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            List<StepReport> reports = [.. (parsed.GetValue(_files) ?? []).Select(ResultFiles.Read)];
            StepReport first = reports[0];
            if (reports.FirstOrDefault(report => (report.Server, report.Elf, report.Mode, report.StepInterrupts) != (first.Server, first.Elf, first.Mode, first.StepInterrupts)) is { } other)
                throw new UsageException($"The results are not of one kind: {first.Server} {first.Elf} {first.Mode} {first.StepInterrupts}, and {other.Server} {other.Elf} {other.Mode} {other.StepInterrupts}. Use `bench compare`.");
            await _reports.WriteAsync(parsed, StepReports.Merge(reports)).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
