using System.CommandLine;
using RspDebug.DebugAdapter.Cli.BenchLink;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench</c>: the measurements, each a verb of its own. A new one is a line in <see cref="Parts"/>.</summary>
internal sealed class BenchVerb : IVerb
{
    private static IEnumerable<IVerb> Parts => [new BenchStepVerb(), new BenchLinkVerb(), new BenchCompareVerb(), new BenchMergeVerb(), new BenchRttVerb()];

    public Command Build(SharedOptions shared)
    {
        var command = new Command("bench", "Measures stepping and links on a live target, and compares results.");
        foreach (IVerb part in Parts) command.Add(part.Build(shared));
        return command;
    }
}
