using System.CommandLine;
using RspDebug.DebugAdapter.Cli.Bench;
using RspDebug.DebugAdapter.Engine.LinkBench;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.BenchLink;

/// <summary><c>bench link</c>: how long requests take, what a byte costs, and how far the wire's limit is.</summary>
internal sealed class BenchLinkVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly BenchLinkOptions _options = new();
    private readonly ReportOptions _reports = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("link", "Measures round trips and memory bandwidth of a link, fits fixed cost and cost of a byte, and compares with the limit of SWD.");
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
        LinkBenchOptions options = _options.Read(parsed);
        using var firmware = new BenchFirmware();
        LaunchReading launch = _target.Read(parsed, firmware.Complete);
        BareLink link = await BareLink.OpenAsync(launch, !parsed.GetValue(_options.Acks), PacketLog.For(logs), cancellationToken).ConfigureAwait(false);
        await using var ending = link.ConfigureAwait(false);
        options = options with { Command = options.Command ?? link.HarmlessCommand, WritesAnswerEarly = link.WritesAnswerEarly };
        var run = new LinkBenchRun(link.Session, options, TimeProvider.System) { OnGroup = static group => Console.Error.WriteLine($"Measuring {group} ...") };
        LinkMeasurement measured = await run.RunAsync(cancellationToken).ConfigureAwait(false);
        (double, string)? clock = parsed.GetValue(_options.SwdKhz) is { } khz ? (khz, "option") : await link.FindClockAsync(cancellationToken).ConfigureAwait(false) is { } told ? (told, "server") : null;
        LinkBenchReport report = LinkBenchReports.Of(measured, (link.Name, link.Target), clock);
        await _reports.WriteAsync(parsed, LinkBenchFile.ToJson(report), LinkBenchText.ToMarkdown(report), () => LinkBenchHtml.ToHtml(report)).ConfigureAwait(false);
        return report is { Failure: null, Restored: true } && measured.Series.TrueForAll(static series => series.Timeouts == 0) ? ExitCode.Success : ExitCode.CheckFailed;
    }
}
