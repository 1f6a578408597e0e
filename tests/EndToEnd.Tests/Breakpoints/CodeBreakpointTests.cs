using System.Text.Json;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>Source, function and instruction breakpoints with conditions, hit counts and log messages, one after the other in one session.</summary>
[TestFixture]
public sealed class CodeBreakpointTests
{
    [TestCase("virtual")]
    [TestCase("openocd")]
    [CancelAfter(180_000)]
    public async Task Kinds_EachStopsAsItSays(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await SetAsync(session, "BP_ROUND_DONE", new { line = Firmware.Mark("BP_ROUND_DONE").Line, condition = "round == 1" });
        await session.FinishStartAsync();
        Assert.That(await session.EvaluateAsync("round", await session.StoppedAsync("breakpoint")), Is.EqualTo("1"));

        await SetAsync(session, "BP_ROUND_DONE", new { line = Firmware.Mark("BP_ROUND_DONE").Line, hitCondition = "2" });
        Assert.That(await session.EvaluateAsync("round", await session.RunAsync("continue")), Is.EqualTo("3"));

        await SetAsync(session, "BP_ROUND_DONE", new { line = Firmware.Mark("BP_ROUND_DONE").Line, logMessage = "round {round}, {g_loops} done" });
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "leaf", condition = "g_loops == 5" } } });
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        Frame leaf = await session.StoppedAsync("function breakpoint");
        Assert.That(leaf.Function, Is.EqualTo("leaf"));
        Assert.That(session.Client.Output, Does.Contain("round 4, 4 done\n").And.Not.Contain("round 3,"));
        Assert.That(session.Client.Events("stopped"), Has.Count.EqualTo(3), "a log point shows no stop");

        Frame caller = (await session.StackAsync())[1];
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
        JsonElement set = await session.Client.RequestAsync("setInstructionBreakpoints", new { breakpoints = new[] { new { instructionReference = caller.Pc } } });
        Assert.That(set.GetProperty("breakpoints")[0].GetProperty("verified").GetBoolean(), Is.True);
        Frame back = await session.RunAsync("continue", "instruction breakpoint");
        Assert.That((back.Function, back.Pc), Is.EqualTo((caller.Function, caller.Pc)));
    }

    private static Task<JsonElement> SetAsync(DebugSession session, string mark, object breakpoint)
    {
        string path = Firmware.Mark(mark).Path;
        return session.Client.RequestAsync("setBreakpoints", new { source = new { path, name = Path.GetFileName(path) }, breakpoints = new[] { breakpoint } });
    }
}
