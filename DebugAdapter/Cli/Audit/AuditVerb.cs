using System.CommandLine;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary><c>audit</c>: checks breakpoints, debug components and debug information, with findings for people and for programs.</summary>
internal sealed class AuditVerb : IVerb
{
    public Command Build(SharedOptions shared) =>
        new("audit", "Checks an image or a target: breakpoints, debug components, debug information.")
        {
            new AuditBreakpointsCommand().Build(shared),
            new AuditCoreCommand().Build(shared),
            new AuditDebugInfoCommand().Build(),
        };
}
