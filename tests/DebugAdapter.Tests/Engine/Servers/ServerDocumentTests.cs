using System.Text;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>docs/servers.md is made from the profiles. With RSP_DEBUG_UPDATE=1 it is written again.</summary>
public sealed class ServerDocumentTests
{
    private static readonly string Path = System.IO.Path.Combine(FixtureFiles.RepositoryRoot, "docs", "servers.md");

    private static readonly LaunchConfiguration Example = new()
    {
        Executable = "/fw.elf", ConfigFiles = ["interface/cmsis-dap.cfg", "target/nrf52.cfg"], Device = "nRF52840_xxAA", TargetId = new("nrf52840"), GdbTarget = "localhost:3333",
    };

    [Test]
    public void Page_IsThatOfTheProfiles()
    {
        string expected = Write();
        if (Environment.GetEnvironmentVariable("RSP_DEBUG_UPDATE") == "1") File.WriteAllText(Path, expected);
        Assert.That(File.ReadAllText(Path), Is.EqualTo(expected), "docs/servers.md differs from the profiles; RSP_DEBUG_UPDATE=1 writes it again");
    }

    private static string Write()
    {
        var page = new StringBuilder(
            """
            # Debug servers

            What is known of each kind of server (`servertype`). Made from the profiles in `DebugAdapter/Engine/Servers`; a test fails when it differs. OpenOCD, QEMU and the virtual
            board are run by the tests. J-Link, pyOCD and st-util need a probe and were not run: what is said of them is from their manuals. The
            client's side of their protocol is tested with recorded exchanges and a fake server with their habits; their start and reset commands only by comparison with what is written here.

            | `servertype` | reset and halt | steps mask interrupts by | a step enters handlers by | detach leaves the target | SWO |
            |---|---|---|---|---|---|

            """);
        foreach (ServerProfile profile in ServerProfiles.All.OrderBy(p => p.Kind))
        {
            ServerQuirks quirks = profile.Quirks;
            page.AppendLine($"| `{Name(profile)}` | {Commands(quirks.ResetAndHalt)} | {Means(quirks.MaskSteps, "itself")} | {Means(quirks.EnterHandlers, "itself")} | {State(quirks.AfterDetach)} | {Swo(quirks.Swo)} |");
        }

        page.AppendLine("\n## Start commands\n\nWith the port that the adapter picked (4000 here); `serverpath` replaces the program, `serverArgs` come last.\n\n```sh");
        foreach (ServerProfile profile in ServerProfiles.All.OrderBy(p => p.Kind))
            if (profile.BuildCommand(Example with { ServerType = profile.Kind }, 4000) is { } command)
                page.AppendLine($"{(profile.Kind == ServerType.Virtual ? "rsp-debug " + string.Join(' ', command.Arguments) : command)}   # {Name(profile)}");
        return page.AppendLine("```").ToString().ReplaceLineEndings("\n");
    }

    private static string Name(ServerProfile profile) => profile.Kind.ToString().ToLowerInvariant();

    private static string Commands(IReadOnlyList<string> commands) => commands.Count == 0 ? "" : string.Join(", ", commands.Select(command => $"`{command}`"));

    private static string Means(StepMasking means, string nothing) => means switch
    {
        StepMasking.Monitor monitor => $"`{monitor.Command}`",
        StepMasking.Packet packet => $"`{packet.Payload}`",
        StepMasking.Nothing => nothing,
        _ => "cannot",
    };

    private static string State(EndState state) => state switch
    {
        EndState.Running => "running",
        EndState.Halted => "halted",
        EndState.ServerEnds => "ended",
        _ => "not known",
    };

    private static string Swo(SwoMeans means) => means.Unavailable is not null ? "no" : means.FixedPort is { } port ? $"port {port}" : means.SetsUpTracePort ? "by the server" : "by writes";
}
