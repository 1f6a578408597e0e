using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary><c>restart</c>: reset without writing the image, breakpoints kept, run as configured. And breakpoints set while the target runs.</summary>
[TestFixture]
public sealed class RestartTests
{
    [TestCase("virtual")]
    [TestCase("qemu")]
    [TestCase("openocd")]
    [CancelAfter(120_000)]
    public async Task Restart_KeepsBreakpointsAndRunsToTheEntryPoint(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5", configuration => configuration["runToEntryPoint"] = "main");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync("BP_ROUND_DONE");
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        await session.RunAsync("continue");
        await session.RunAsync("continue");
        Assert.That(await LoopsAsync(session), Is.EqualTo("1"));
        await session.Client.RequestAsync("restart", new { });
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        Assert.That((await session.RunAsync("continue")).Function, Is.EqualTo("round_done"));
        Assert.That(await LoopsAsync(session), Is.EqualTo("0"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Restart_WhileRunning_Works()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5", configuration => configuration["breakAfterReset"] = true);
        DebugSession session = probe.Session;
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        await session.Client.RequestAsync("restart", new { });
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("Reset_Handler"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task MonitorReset_ArmsEverythingAgain()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("openocd", "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync("BP_ROUND_DONE");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        await session.EvaluateAsync("monitor reset halt", top, "repl");
        Assert.That((await session.RunAsync("continue")).Function, Is.EqualTo("round_done"));
        Assert.That(await LoopsAsync(session), Is.EqualTo("0"));
    }

    [TestCase("virtual")]
    [TestCase("qemu")]
    [CancelAfter(120_000)]
    public async Task SetBreakpoints_WhileRunning_ArmsAndAnnouncesTheHalt(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.FinishStartAsync();
        JsonElement set = (await session.SetBreakpointsAsync("BP_ROUND_DONE"))[0];
        Assert.That(set.GetProperty("verified").GetBoolean(), Is.True);
        Assert.That((await session.StoppedAsync("breakpoint")).Function, Is.EqualTo("round_done"));
        Assert.That(session.Client.Output, Does.Contain("halted for a moment"));
    }

    [TestCase("virtual", "BP_IT_THEN")]
    [TestCase("virtual", "BP_IT_ELSE")]
    [TestCase("qemu", "BP_IT_ELSE")]
    [CancelAfter(120_000)]
    public async Task BreakpointInItBlock_StopsOnlyWhereItsConditionHolds(string server, string mark)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync(mark);
        await session.FinishStartAsync();
        await session.StoppedAsync("breakpoint");
        // it_block_walk is called with 3, then with 9: each side of the block is taken once a round.
        int expected = mark == "BP_IT_THEN" ? 1 : 2;
        for (int round = 0; round < 2; round++)
        {
            Assert.That(await session.EvaluateAsync("$r0", (await session.StackAsync())[0]), Does.EndWith($"{expected}"));
            await session.RunAsync("continue");
        }
    }

    private static async Task<string> LoopsAsync(DebugSession session) => await session.EvaluateAsync("g_loops", (await session.StackAsync())[0]);
}
