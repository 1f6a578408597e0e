using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary><c>audit breakpoints</c>.</summary>
internal sealed class AuditBreakpointsCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<int> _comparators = new("--comparators") { Description = "Instruction comparators of the core (6 on a Cortex-M4).", HelpName = "N", DefaultValueFactory = _ => 6 };
    private readonly Option<int> _fpb = new("--fpb") { Description = "Version of the breakpoint unit: 1 (Cortex-M3, M4) or 2 (Cortex-M7, ARMv8-M).", HelpName = "1|2", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _list = new("--list") { Description = "Also list every line with its addresses and comparator values." };
    private readonly Option<bool> _live = new("--live") { Description = "Also arm and read back breakpoints on the target, and let it run into some." };
    private readonly Option<int> _samples = new("--samples") { Description = "With --live: how many addresses are armed and read back.", HelpName = "N", DefaultValueFactory = _ => new LiveBreakpointOptions().Samples };
    private readonly Option<int> _stops = new("--stops") { Description = "With --live: how many stops are compared with what was armed.", HelpName = "N", DefaultValueFactory = _ => new LiveBreakpointOptions().Stops };
    private readonly AuditOutput _output = new();

    /// <summary>The command with its action.</summary>
    public Command Build(SharedOptions shared)
    {
        var command = new Command("breakpoints", "Is every breakpoint that the debug information allows where it says?") { _comparators, _fpb, _list, _live, _samples, _stops };
        _target.AddTo(command);
        _output.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            BreakpointAuditOptions options = OptionsOf(parsed);
            AuditReport report;
            if (parsed.GetValue(_live))
            {
                using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
                report = await AuditTargetAsync(parsed, options, logs, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                string elf = _target.ElfOf(parsed) ?? throw new UsageException("audit breakpoints: name the image with --elf FILE.");
                report = AuditImages.Use(elf, image => new BreakpointAudit(image, options, AuditOutput.Progress).Run());
            }

            return await _output.WriteAsync(parsed, report, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private async ValueTask<AuditReport> AuditTargetAsync(ParseResult parsed, BreakpointAuditOptions options, LayerLogs logs, CancellationToken cancellationToken)
    {
        HeadlessSession headless = await TargetConnection.OpenAsync(_target, parsed, logs, cancellationToken).ConfigureAwait(false);
        await using var ending = headless.ConfigureAwait(false);
        LoadedImage image = headless.Session.Image ?? throw new UsageException("audit breakpoints --live: name the image with --elf FILE, or as \"executable\" of the configuration.");
        var live = new LiveBreakpointOptions { Samples = parsed.GetValue(_samples), Stops = parsed.GetValue(_stops) };
        AuditReport report = new BreakpointAudit(image, options, AuditOutput.Progress).Run();
        return report.And(await headless.Session.UseLinkAsync(link => new LiveBreakpointAudit(link, image, live, AuditOutput.Progress).RunAsync(cancellationToken)).ConfigureAwait(false));
    }

    private BreakpointAuditOptions OptionsOf(ParseResult parsed)
    {
        int comparators = parsed.GetValue(_comparators), version = parsed.GetValue(_fpb);
        if (comparators is < 1 or > 127)
            throw new UsageException($"--comparators: {comparators} is no number of comparators; an FPB has 1 to 127.");
        if (version is not (1 or 2))
            throw new UsageException($"--fpb: {version} is no version of the breakpoint unit; write 1 or 2.");
        return new BreakpointAuditOptions { Comparators = comparators, FpbVersion = version, ListsLines = parsed.GetValue(_list) };
    }
}
