using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench step</c>: how many steps succeed, each judged by a predictor that does not ask the server.</summary>
internal sealed class BenchStepVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly BenchStepOptions _options = new();
    private readonly ReportOptions _reports = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("step", "Steps a target many times and judges every step independently; exit 1 when fewer succeed than --min-rate asks.");
        _target.AddTo(command);
        _options.AddTo(command);
        _reports.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            return await RunAsync(parsed, logs, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, LayerLogs logs, CancellationToken cancellationToken)
    {
        StepBenchOptions options = _options.Read(parsed);
        using var firmware = new BenchFirmware();
        LaunchReading launch = _target.Read(parsed, keys => firmware.Complete(keys));
        options = options with { MayEnterHandlers = launch.Configuration.StepInterrupts == StepInterrupts.Enter, MayRunHandlers = launch.Configuration.StepInterrupts == StepInterrupts.Run };
        BenchSession session = await BenchSession.OpenAsync(launch, _options.ReadSession(parsed, ref options), PacketLog.For(logs), cancellationToken).ConfigureAwait(false);
        await using var ending = session.ConfigureAwait(false);
        var progress = new BenchProgress(options.Steps / options.Shard.Count);
        StepTally tally = await new StepBench(session.Session, options, session.Watch).RunAsync(progress.Show, cancellationToken).ConfigureAwait(false);
        progress.End();
        StepReport report = StepReports.Of(tally, session.Describe(options), session.Session.Session.Image is { } image ? image.DescribeAddress : static _ => null);
        await _reports.WriteAsync(parsed, report).ConfigureAwait(false);
        return report.SuccessRate >= _options.ReadMinimum(parsed) && report.Steps > 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }
}
