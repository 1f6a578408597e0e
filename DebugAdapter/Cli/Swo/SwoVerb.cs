using System.CommandLine;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo</c>: what can be done with an SWO stream; one verb each.</summary>
internal sealed class SwoVerb : IVerb
{
    private static readonly IReadOnlyList<IVerb> Verbs =
    [
        new DecodeVerb(), new TopVerb(), new ProfileVerb(), new ExceptionsVerb(), new TimelineVerb(), new WatchVerb(), new DoctorVerb(),
        new HtmlVerb(),
    ];

    public Command Build(SharedOptions shared)
    {
        var command = new Command("swo", "Decodes and analyses SWO trace from a file, standard input, a server or a serial port.");
        foreach (IVerb verb in Verbs) command.Add(verb.Build(shared));
        return command;
    }
}
