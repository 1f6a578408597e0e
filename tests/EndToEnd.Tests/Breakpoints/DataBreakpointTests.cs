using System.Text.Json;
using RspDebug.EndToEnd.Tests.Sessions;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>Data breakpoints through DAP: what can be watched, what a stop says, what is refused and why.</summary>
[TestFixture]
public sealed class DataBreakpointTests
{
    [TestCase("virtual")]
    [TestCase("qemu")]
    [TestCase("openocd")]
    [CancelAfter(120_000)]
    public async Task Write_OfAGlobal_StopsWithOldAndNewValue(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync("BP_LOOP");
        await session.FinishStartAsync();
        await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("main.c");
        JsonElement info = await session.Client.RequestAsync("dataBreakpointInfo", new { name = "g_loops" });
        Assert.That(info.GetProperty("description").GetString(), Does.Contain("4 bytes"));
        Assert.That(info.GetProperty("canPersist").GetBoolean(), Is.True);
        JsonElement set = await SetAsync(session, new { dataId = info.GetProperty("dataId").GetString(), accessType = "write" });
        Assert.That(set.GetProperty("verified").GetBoolean(), Is.True, set.GetRawText());
        for (int round = 0; round < 2; round++)
        {
            await session.Client.RequestAsync("continue", new { threadId = 1 });
            JsonElement stopped = await session.Client.EventAsync("stopped");
            Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("data breakpoint"), stopped.GetRawText());
            Assert.That(stopped.GetProperty("text").GetString(), Does.StartWith("g_loops (").And.EndWith($"changed: {round} -> {round + 1}"));
            Assert.That(stopped.GetProperty("hitBreakpointIds")[0].GetInt32(), Is.EqualTo(set.GetProperty("id").GetInt32()));
            Assert.That((await session.StackAsync())[0].Function, Is.EqualTo("round_done").Or.EqualTo("main"));
        }
    }

    [TestCase("virtual")]
    [TestCase("qemu")]
    [CancelAfter(120_000)]
    public async Task Conditions_AreAsked(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        string id = await IdOfGlobalAsync(session, "g_loops");
        await SetAsync(session, new { dataId = id, accessType = "write", condition = "g_loops == 3" });
        await session.FinishStartAsync();
        JsonElement stopped = await session.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("text").GetString(), Does.EndWith("changed: 2 -> 3"));
        await SetAsync(session, new { dataId = id, accessType = "write", hitCondition = "== 2" });
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        stopped = await session.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("text").GetString(), Does.EndWith("changed: 4 -> 5"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Read_OfAGlobal_StopsAtTheReader()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await SetAsync(session, new { dataId = await IdOfGlobalAsync(session, "g_fault_cause"), accessType = "read" });
        await session.FinishStartAsync();
        JsonElement stopped = await session.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("text").GetString(), Does.StartWith("g_fault_cause (").And.Contain("was read: 0"));
        Assert.That((await session.StackAsync())[0].Function, Is.EqualTo("run_fault"));
    }

    // OpenOCD's stops name no watchpoint, and a read changes nothing: the DWT tells which one it was.
    [TestCase("virtual")]
    [TestCase("openocd")]
    [CancelAfter(120_000)]
    public async Task Read_OfOneOfTwoGlobals_IsToldApart(string server)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync("BP_LOOP");
        await session.FinishStartAsync();
        await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("main.c");
        string[] ids = [await IdOfGlobalAsync(session, "g_use_wfi"), await IdOfGlobalAsync(session, "g_fault_cause")];
        await session.Client.RequestAsync("setDataBreakpoints", new { breakpoints = ids.Select(dataId => new { dataId, accessType = "read" }) });
        for (int stop = 0; stop < 4; stop++)
        {
            await session.Client.RequestAsync("continue", new { threadId = 1 });
            string? text = (await session.Client.EventAsync("stopped")).GetProperty("text").GetString();
            string function = (await session.StackAsync())[0].Function;
            Assert.That(text, Does.StartWith((function == "run_fault" ? "g_fault_cause" : "g_use_wfi") + " (").And.Contain("was read"), $"stop {stop} in {function}");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Budget_FifthComparator_IsRefusedWithTheNames()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        string[] ids = [await IdOfGlobalAsync(session, "g_loops"), await IdOfGlobalAsync(session, "g_fault_cause"), await IdOfGlobalAsync(session, "g_use_wfi"), "0x20001001,3,three"];
        JsonElement body = await session.Client.RequestAsync("setDataBreakpoints", new { breakpoints = ids.Select(dataId => new { dataId, accessType = "write" }) });
        JsonElement[] set = [.. body.GetProperty("breakpoints").EnumerateArray()];
        Assert.That(set.Select(b => b.GetProperty("verified").GetBoolean()), Is.EqualTo(new[] { true, true, true, false }));
        Assert.That(set[3].GetProperty("message").GetString(), Does.Contain("'three' takes 2 of the 4").And.Contain("g_loops, g_fault_cause, g_use_wfi"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Unaligned_ThreeBytes_AreWatchedByTwoComparators()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        JsonElement set = await SetAsync(session, new { dataId = "0x20001001,3,three", accessType = "write" });
        Assert.That(set.GetProperty("verified").GetBoolean(), Is.True);
        byte[] comparators = await session.ReadMemoryAsync("0xe0001020", 32);
        Assert.That((BitConverter.ToUInt32(comparators, 0), BitConverter.ToUInt32(comparators, 4)), Is.EqualTo((0x2000_1001u, 0u)));
        Assert.That((BitConverter.ToUInt32(comparators, 16), BitConverter.ToUInt32(comparators, 20)), Is.EqualTo((0x2000_1002u, 1u)));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Info_NotInMemory_IsRefusedWithTheReason()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        await session.SetBreakpointsAsync("BP_MIDDLE_END");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        foreach ((string expression, string reason) in ((string, string)[])[("first", "registers"), ("1 + 2", "without a place"), ("$sp", "register"), ("g_fault", "the core has 4")])
        {
            JsonElement info = await session.Client.RequestAsync("dataBreakpointInfo", new { name = expression, frameId = top.Id });
            Assert.That(info.GetProperty("dataId").ValueKind, Is.EqualTo(JsonValueKind.Null), info.GetRawText());
            Assert.That(info.GetProperty("description").GetString(), Does.Contain(reason));
        }
    }

    private static async Task<string> IdOfGlobalAsync(DebugSession session, string name) =>
        (await session.Client.RequestAsync("dataBreakpointInfo", new { name })).GetProperty("dataId").GetString()!;

    private static async Task<JsonElement> SetAsync(DebugSession session, object breakpoint) =>
        (await session.Client.RequestAsync("setDataBreakpoints", new { breakpoints = new[] { breakpoint } })).GetProperty("breakpoints")[0];
}
