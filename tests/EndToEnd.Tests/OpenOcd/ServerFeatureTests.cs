using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>What OpenOCD does besides run control, in one session with ours: RTT, semihosting, its own choice of interrupts in steps, restarts.</summary>
[TestFixture]
public sealed class ServerFeatureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    [CancelAfter(120_000)]
    public async Task Rtt_ByTheServersCommands_ReachesItsPort()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await using DebugSession session = await LaunchAsync(chip, "BP_ROUND_DONE");
        Frame top = await session.StoppedAsync("breakpoint");
        int port = FreePort.Find();
        await session.EvaluateAsync("monitor rtt setup 0x20000000 0x40000 \"SEGGER RTT\"", top, "repl");
        await session.EvaluateAsync("monitor rtt start", top, "repl");
        Assert.That(await session.EvaluateAsync("monitor rtt channels", top, "repl"), Does.Contain("Terminal"));
        await session.EvaluateAsync($"monitor rtt server start {port} 0", top, "repl");
        using TcpClient terminal = new("127.0.0.1", port);
        await session.ClearBreakpointsAsync("main.c");
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        using CancellationTokenSource limit = new(Limit);
        StringBuilder text = new();
        byte[] buffer = new byte[256];
        while (!text.ToString().Contains("firmware up\r\n", StringComparison.Ordinal))
            text.Append(Encoding.ASCII.GetString(buffer, 0, await terminal.GetStream().ReadAsync(buffer, limit.Token)));
        await session.EndAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Semihosting_IsServedWithoutBeingAskedFor()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await using DebugSession session = await LaunchAsync(chip, "BP_ROUND_DONE");
        Frame top = await session.StoppedAsync("breakpoint");
        await session.Client.RequestAsync("setExpression", new { expression = "g_use_semihosting", value = "1", frameId = top.Id });
        for (int round = 0; round < 2; round++) await session.RunAsync("continue");
        await UntilAsync(session, () => session.Client.Output.Contains("hello from semihosting", StringComparison.Ordinal));
        await session.EndAsync();
    }

    // Modes that a user may choose by hand; "off" lets a step end in a handler, and "auto", which runs pending ones first, may.
    [TestCase("on", false)]
    [TestCase("off", true)]
    [TestCase("steponly", false)]
    [TestCase("auto", null)]
    [CancelAfter(120_000)]
    public async Task StepInstruction_UnderEachMaskIsrMode_AlwaysStopsAndEntersHandlersOnlyWhenLetIn(string mode, bool? entersHandlers)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await using DebugSession session = await LaunchAsync(chip, "BP_TRIGGER");
        Frame top = await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("exceptions.c");
        await session.EvaluateAsync($"monitor cortex_m maskisr {mode}", top, "repl");
        List<string> functions = [];
        for (int step = 0; step < 12; step++) functions.Add((await session.RunAsync("stepIn", granularity: "instruction")).Function);
        bool hasEntered = functions.Exists(static name => name.EndsWith("Handler", StringComparison.Ordinal));
        Assert.That(hasEntered, Is.EqualTo(entersHandlers ?? hasEntered), string.Join(' ', functions));
        await session.EndAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Restart_WritesNothingAndRunsToTheEntryPointAgain()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        uint nvmcConfiguration = chip.Word(NvmcConfig);
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        await session.Client.RequestAsync("restart", new { });
        Frame top = await session.StoppedAsync("entry");
        TestContext.Out.WriteLine($"restart took {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.That(top.Function, Is.EqualTo("main"));
        Assert.That(session.Client.Output.Split("bytes were written and verified"), Has.Length.EqualTo(2));
        Assert.That(chip.Word(NvmcConfig), Is.EqualTo(nvmcConfiguration));
        await session.EndAsync();
    }

    // A detach leaves the core halted: without a word more the chip would stand still after every session.
    [TestCase(false)]
    [TestCase(true)]
    [CancelAfter(120_000)]
    public async Task Disconnect_AtABreakpoint_LeavesTheChipAsAsked(bool suspendDebuggee)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await using DebugSession session = await LaunchAsync(chip, "BP_ROUND_DONE");
        await session.StoppedAsync("breakpoint");
        await session.Client.RequestAsync("disconnect", new { suspendDebuggee });
        Assert.That(await session.Adapter.ExitAsync(Limit), Is.Zero);
        Assert.That(chip.Host.Use(board => board.Processor.IsHalted), Is.EqualTo(suspendDebuggee));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Attach_ToAnotherBuild_IsToldBeforeBreakpointsAreSet()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync();
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", chip.AttachConfiguration(Firmware.ImagePath("gcc-O2-dwarf5")));
        Assert.That(session.Client.Output, Does.Contain("it runs another build").And.Contain("gcc-O2-dwarf5"));
        await session.EndAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Launch_ClientThatShowsProgress_IsToldHowFarTheDownloadIs()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null);
        await using DebugSession session = await DebugSession.StartAsync(supportsProgressReporting: true);
        await session.BeginAsync("launch", chip.LaunchConfiguration(Image));
        JsonElement start = session.Client.Events("progressStart").Single();
        string? id = start.GetProperty("progressId").GetString();
        double[] percentages = [.. session.Client.Events("progressUpdate").Where(body => body.GetProperty("progressId").GetString() == id).Select(static body => body.GetProperty("percentage").GetDouble())];
        Assert.That(start.GetProperty("title").GetString(), Does.Contain("fw-gcc-Og-dwarf5.elf"));
        Assert.That(percentages, Is.Ordered.And.All.InRange(0, 100));
        Assert.That(percentages.Distinct().Count(), Is.GreaterThan(2));
        Assert.That(session.Client.Events("progressEnd").Single().GetProperty("progressId").GetString(), Is.EqualTo(id));
    }

    private const uint NvmcConfig = 0x4001_E504;

    private static async Task<DebugSession> LaunchAsync(OpenOcdChip chip, string mark)
    {
        DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["loadFiles"] = new JsonArray();
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync(mark);
        await session.FinishStartAsync();
        return session;
    }

    private static async Task UntilAsync(DebugSession session, Func<bool> holds)
    {
        using CancellationTokenSource limit = new(Limit);
        while (!holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"it did not come in {Limit.TotalSeconds} s:\n{session.Client.Output}");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
