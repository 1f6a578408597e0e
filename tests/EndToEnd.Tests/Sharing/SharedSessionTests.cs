using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RspDebug.EndToEnd.Tests.OpenOcd;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Sharing;

/// <summary>An editor, gdb and lldb on one chip behind the real OpenOCD, which itself takes one client.</summary>
[TestFixture]
public sealed partial class SharedSessionTests
{
    private const string Image = "gcc-Og-dwarf5";
    private const int Rounds = 7;

    [Test]
    [CancelAfter(300_000)]
    public async Task ThreeDebuggers_EachWithABreakpoint_WhoeverContinues_AllSeeTheStop()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Firmware.ImagePath(Image));
        await chip.StartOpenOcdAsync();
        (DebugSession editor, int port) = await AttachAsync(chip, "BP_ROUND_DONE");
        await using DebugSession _ = editor;
        Frame first = await editor.StoppedAsync("breakpoint");
        using DebuggerProcess gdb = await ConnectGdbAsync(port, "many_arguments");
        using DebuggerProcess lldb = await ConnectLldbAsync(port, "middle");

        string owner = "editor";
        var owners = new HashSet<string>(StringComparer.Ordinal);
        for (int round = 0; round < Rounds; round++)
        {
            // One that does not stand at a breakpoint of its own begins: gdb and lldb step off theirs first, which the others see as a stop.
            Task<string> gdbStop, lldbStop;
            // Where gdb's order overtook the editor's, an event of the last round is left that nobody waited for.
            editor.Client.Skip("continued");
            switch (owner)
            {
                case "editor":
                    gdbStop = gdb.BeginAsync("continue");
                    await editor.Client.EventAsync("continued");
                    lldbStop = lldb.BeginAsync("process continue");
                    break;
                case "gdb":
                    lldbStop = lldb.BeginAsync("process continue");
                    await editor.Client.EventAsync("continued");
                    gdbStop = gdb.BeginAsync("continue");
                    break;
                default:
                    await editor.Client.RequestAsync("continue", new { threadId = 1 });
                    // A run is ordered behind its response; the next response tells that this has happened.
                    await editor.Client.RequestAsync("threads");
                    gdbStop = gdb.BeginAsync("continue");
                    lldbStop = lldb.BeginAsync("process continue");
                    break;
            }

            JsonElement stopped = await editor.Client.EventAsync("stopped");
            await Task.WhenAll(gdbStop, lldbStop);
            Frame top = (await editor.StackAsync())[0];
            uint pc = uint.Parse(top.Pc![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            string story = $"round {round}, from a breakpoint of {owner}\n{stopped}\n--gdb--\n{gdb.Output}\n--lldb--\n{lldb.Output}\n--editor--\n{editor.Client.Transcript}";
            Assert.That(await gdb.GdbPcAsync(), Is.EqualTo(pc), story);
            Assert.That(await lldb.LldbPcAsync(), Is.EqualTo(pc), story);
            Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("breakpoint"), story);
            owner = top.Function switch { "many_arguments" => "gdb", "middle" => "lldb", _ => "editor" };
            bool isForeign = stopped.TryGetProperty("text", out JsonElement text) && text.GetString()!.Contains("another debugger", StringComparison.Ordinal);
            Assert.That(isForeign, Is.EqualTo(owner != "editor"), story);
            owners.Add(owner);
        }

        Assert.That(owners, Is.EquivalentTo(new[] { "editor", "gdb", "lldb" }));
        Assert.That(first.Function, Is.EqualTo("round_done"));
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task Gdb_BehindOpenOcd_ReadsRegistersOfOneBitCallsAFunctionAndRunsAfterLoad()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Firmware.ImagePath(Image));
        await chip.StartOpenOcdAsync();
        (DebugSession editor, int port) = await AttachAsync(chip, "BP_ROUND_DONE");
        await using DebugSession _ = editor;
        await editor.StoppedAsync("breakpoint");
        using DebuggerProcess gdb = await ConnectGdbAsync(port, "leaf");
        Assert.That(gdb.Output, Does.Not.Contain("unsupported size"));
        Assert.That(await gdb.RunAsync("print $primask"), Does.Contain("= 0 '"), gdb.Output);
        Assert.That(await gdb.RunAsync("delete"), Does.Not.Contain("rror"));
        Assert.That(await gdb.RunAsync("print leaf(5)"), Does.Contain("= 11"), gdb.Output);
        Assert.That(await gdb.RunAsync("monitor nonsense"), Does.Contain("invalid command name \"nonsense\""));
        await gdb.RunAsync("hbreak leaf");
        Assert.That(await gdb.RunAsync("load"), Does.Contain("Transfer rate"), gdb.Output);
        Assert.That(await gdb.RunAsync("continue"), Does.Contain("leaf (x="), gdb.Output);
    }

    private static async Task<(DebugSession Session, int Port)> AttachAsync(OpenOcdChip chip, params string[] marks)
    {
        DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.AttachConfiguration(Firmware.ImagePath(Image));
        configuration["gdbServerPort"] = 0;
        await session.BeginAsync("attach", configuration);
        await session.SetBreakpointsAsync(marks);
        await session.FinishStartAsync();
        Match port = SharedAt().Match(session.Client.Output);
        Assert.That(port.Success, Is.True, session.Client.Output);
        return (session, int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<DebuggerProcess> ConnectGdbAsync(int port, string function)
    {
        DebuggerProcess gdb = DebuggerProcess.StartGdb(Firmware.ImagePath(Image));
        await gdb.RunAsync("set breakpoint always-inserted on");
        await gdb.RunAsync($"target extended-remote 127.0.0.1:{port}");
        string answer = await gdb.RunAsync($"hbreak {function}");
        Assert.That(answer, Does.Contain("assisted breakpoint 1 at"), gdb.Output);
        return gdb;
    }

    private static async Task<DebuggerProcess> ConnectLldbAsync(int port, string function)
    {
        DebuggerProcess lldb = DebuggerProcess.StartLldb(Firmware.ImagePath(Image));
        await lldb.RunAsync($"gdb-remote 127.0.0.1:{port}");
        string answer = await lldb.RunAsync($"breakpoint set -n {function}");
        Assert.That(answer, Does.Contain("Breakpoint 1"), lldb.Output);
        return lldb;
    }

    [GeneratedRegex(@"target extended-remote localhost:(?<port>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedAt();
}
