using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Core;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary><c>audit core</c>.</summary>
internal sealed class AuditCoreCommand
{
    private readonly TargetOptions _target = new();
    private readonly AuditOutput _output = new();

    /// <summary>The command with its action.</summary>
    public Command Build(SharedOptions shared)
    {
        var command = new Command("core", "Can the debug components (DHCSR, FPB, DWT, ITM, TPIU, ETM) be read and written through the server?");
        _target.AddTo(command);
        _output.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            HeadlessSession session = await TargetConnection.OpenAsync(_target, parsed, logs, cancellationToken).ConfigureAwait(false);
            await using var ending = session.ConfigureAwait(false);
            AuditReport report = await session.Session.UseLinkAsync(link => new DebugCoreAudit(link, AuditOutput.Progress).RunAsync(cancellationToken)).ConfigureAwait(false);
            return await _output.WriteAsync(parsed, report, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
