using System.CommandLine;
using System.Globalization;
using RspDebug.DebugAdapter.Cli.Audit;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Doctor;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Cli.Doctor;

/// <summary><c>doctor</c>: what is installed and connected, what is missing, and what to do about it.</summary>
internal sealed class SystemDoctorVerb : IVerb
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(3);
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _probe = new("--probe") { Description = "Connect to the servers that run and ask what they are. OpenOCD and others halt the target for it." };
    private readonly AuditOutput _output = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("doctor", "Shows debug servers, tools, probes and ports of this computer, checks a configuration, and says what to install or to permit.") { _probe };
        _target.AddTo(command);
        _output.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var system = new DoctorSystem();
        var examination = new DoctorExamination(system) { Ask = parsed.GetValue(_probe) ? port => AskAsync(port, cancellationToken) : null };
        AuditReport report = await examination.RunAsync(cancellationToken).ConfigureAwait(false);
        if (_target.NamesTarget(parsed))
        {
            var configuration = new ConfigurationExamination(system, _target.ConfigOf(parsed) ?? "command line");
            report = report.And(AuditReport.Of(report.Audit, configuration.Run(() => _target.Read(parsed)), []));
        }

        return await _output.WriteAsync(parsed, report, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> AskAsync(int port, CancellationToken cancellationToken)
    {
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", port, AskLimit, cancellationToken).ConfigureAwait(false);
        RspSession session = await RspSession.ConnectAsync(transport, new RspOptions { Timeouts = new RspTimeouts { Query = AskLimit } }, cancellationToken).ConfigureAwait(false);
        await using var ending = session.ConfigureAwait(false);
        string answer = string.Create(CultureInfo.InvariantCulture, $"RSP, packets of {session.Capabilities.PacketSizeInBytes} bytes, {session.Registers.Registers.Length} registers, {session.InitialStop.GetType().Name.ToLowerInvariant()}");
        await session.DetachAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }
}
