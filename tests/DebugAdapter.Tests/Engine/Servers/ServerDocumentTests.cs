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

            What is known of each kind of server (`servertype`). Made from the profiles in `DebugAdapter/Engine/Servers`; a test fails when it differs.

            **What was run.** Tests run OpenOCD 0.12 (on the virtual board, as an ST-LINK), QEMU 7.2 and the virtual board; gdbserver, qemu-arm, valgrind and simavr at packet level.
            J-Link, pyOCD, Black Magic Probe, st-util and probe-rs need a probe and were not run: what is said of them is from their manuals and sources. The client's side of their
            protocol is tested with recorded exchanges and a fake server with their habits, the Black Magic Probe's session with one that is played on a pseudo terminal, their
            start and reset commands only by comparison with what is written here.

            **Files of the firmware** (`semihosting.folder`). OpenOCD 0.12 hands the calls to the client that made the target run, whoever else is connected. It asks `isatty` by the
            address of the firmware's block, which is understood, and answers `SYS_FLEN` itself: the firmware gets an error in place of a length. QEMU 7.2 fails `SYS_FLEN` for every
            file that is not empty.

            A server that is started is ready when its port listens in the system's table (what it prints does not make it so, and no connection is made to look). One that ends, takes no
            client, finds no chip or does not come up is shown with its last lines, its exit code and the next action. One that hangs (for `timeouts.silenceMs`, 1.5 s, it prints
            nothing, answers nothing and uses no processor time) is ended; J-Link's is given `timeouts.serverStartMs` to listen, since it may be writing its probe's firmware.
            An external server is asked what it is; one on this computer that hangs is found in the same way (Linux), another that answers nothing at all is given up after
            `timeouts.replyMs`. Where a configuration of OpenOCD names a `gdb_port` of its own, the session goes there; with several targets to the first.

            **The end of a session.** Breakpoints are removed and the server is sent `D`: the target runs on; where a detach would leave it halted (OpenOCD) `resume` comes before. With
            DAP's `suspendDebuggee` the link is closed without a detach, and the target stays halted where the table says how. `overridePreEndSessionCommands` stand in the place of
            those commands. A server that was started is ended, others go on: `k`, which ends QEMU and resets the target of a Black Magic Probe, is never sent, nor is `R`: a restart
            is "reset and halt".

            **A new build.** The firmware may be built again while it is debugged: the session goes on with the image that it was started with, and a restart says so
            ([why](decisions/0051-an-image-that-is-built-again.md)). QEMU 7.2 maps the image for itself and reads it again at a reset: one that was cut off in place ends it.

            | `servertype` | reset and halt | steps mask interrupts by | a step enters handlers by | detach leaves the target | a lost link leaves it | it stays halted by | SWO |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (ServerProfile profile in ServerProfiles.All.OrderBy(p => p.Kind))
        {
            ServerQuirks quirks = profile.Quirks;
            page.AppendLine($"| `{Name(profile)}` | {Commands(quirks.ResetAndHalt)} | {Means(quirks.MaskSteps, "itself")} | {Means(quirks.EnterHandlers, "itself")} | {State(quirks.AfterDetach)} | {State(quirks.AfterConnectionLost)} | {Kept(quirks)} | {Swo(quirks.Swo)} |");
        }

        page.AppendLine("\n## External servers\n\nTold apart by the handshake (`qSupported`, and what else is asked there) or by an answer; pyOCD, st-util, probe-rs and J-Link by their sources and manuals, for they were not run. Any other is used with what the protocol itself tells.\n\n| server | asked | answer has | then as |\n|---|---|---|---|");
        foreach (KnownServer known in KnownServer.All)
            page.AppendLine($"| {known.Name} | `{known.Question}` | `{known.Sign}` | {(ServerProfiles.All.FirstOrDefault(profile => profile.Name == known.Name) is { } like ? $"`{Name(like)}`" : "reset by " + Commands(known.Quirks.ResetAndHalt))} |");
        page.AppendLine("\n## Start commands\n\nWith the port that the adapter picked (4000 here); `serverpath` replaces the program, `serverArgs` come last (for OpenOCD before `openOCDLaunchCommands` and the look at a locked chip).\n\n```sh");
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

    private static string Kept(ServerQuirks quirks) => quirks.StayHalted.Count > 0 ? Commands(quirks.StayHalted) : quirks.AfterConnectionLost switch
    {
        EndState.Halted => "itself",
        EndState.Running => "cannot",
        _ => "not known",
    };

    private static string Swo(SwoMeans means) => means.Unavailable is not null ? "no" : means.FixedPort is { } port ? $"port {port}" : means.SetsUpTracePort ? "by the server" : "by writes";
}
