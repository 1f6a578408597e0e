using System.CommandLine;
using RspDebug.DebugAdapter.Cli.Audit;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Doctor;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli.Doctor;

/// <summary><c>doctor</c>: what is installed and connected, what is missing, and what to do about it.</summary>
internal sealed class SystemDoctorVerb : IVerb
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(3);
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _probe = new("--probe") { Description = "Connect to the servers that run and ask what they are. OpenOCD and others halt the target for a moment." };
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
        var enquiry = new ServerEnquiry(AskLimit);
        var examination = new DoctorExamination(system)
        {
            Ask = parsed.GetValue(_probe) ? address => enquiry.AskAsync(address, cancellationToken) : null,
            Named = parsed.GetValue(_probe) && _target.NamesTarget(parsed) ? AddressOf(parsed) : null,
        };
        AuditReport report = await examination.RunAsync(cancellationToken).ConfigureAwait(false);
        if (_target.NamesTarget(parsed))
        {
            var configuration = new ConfigurationExamination(system, _target.ConfigOf(parsed) ?? "command line");
            report = report.And(AuditReport.Of(report.Audit, configuration.Run(() => _target.Read(parsed)), []));
        }

        return await _output.WriteAsync(parsed, report, cancellationToken).ConfigureAwait(false);
    }

    // A configuration that cannot be read is told with what is wrong with it.
    private ServerAddress? AddressOf(ParseResult parsed)
    {
        try
        {
            LaunchConfiguration configuration = _target.Read(parsed).Configuration;
            return configuration.ServerType == ServerType.External && configuration.CoreFile is null ? ServerProfiles.Get(ServerType.External).AddressOf(configuration) : null;
        }
        catch (LaunchConfigurationException)
        {
            return null;
        }
    }
}
