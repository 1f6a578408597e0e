using System.CommandLine;

namespace RspDebug.DebugAdapter.Cli.Rsp;

/// <summary><c>rsp</c>: what goes over the link between debugger and server.</summary>
internal sealed class RspVerb : IVerb
{
    private static IEnumerable<IVerb> Parts => [new RspAnalyseVerb(), new RspProxyVerb()];

    public Command Build(SharedOptions shared)
    {
        var command = new Command("rsp", "Records and analyses what goes over the link between debugger and server.");
        foreach (IVerb part in Parts) command.Add(part.Build(shared));
        return command;
    }
}
