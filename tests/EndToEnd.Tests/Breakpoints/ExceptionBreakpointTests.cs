using System.Text.Json;
using RspDebug.EndToEnd.Tests.Sessions;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>Vector catch as exception breakpoints, and the story that exceptionInfo tells.</summary>
[TestFixture]
public sealed class ExceptionBreakpointTests
{
    // server | g_fault_cause (fault.c) | exceptionId | parts of the description
    [TestCase("virtual", 1, "UsageFault: UNDEFINSTR", "udf|Likely cause: execution ran into data")]
    [TestCase("virtual", 2, "BusFault: PRECISERR", "0xcccccccc|ldr|Likely cause: a pointer with a wrong value")]
    [TestCase("virtual", 7, "MemManage: IACCVIOL", "0xf0000000|a jump to")]
    [TestCase("openocd", 4, "UsageFault: DIVBYZERO", "sdiv|the divisor is 0")]
    [TestCase("qemu", 4, "UsageFault: DIVBYZERO", "sdiv|the divisor is 0")]
    [CancelAfter(120_000)]
    public async Task Fault_IsCaughtAndExplained(string server, int cause, string id, string parts)
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync(server, "gcc-Og-dwarf5");
        DebugSession session = probe.Session;
        JsonElement caught = await session.Client.RequestAsync("setExceptionBreakpoints", new { filters = new[] { "hardfault" } });
        Assert.That(caught.GetProperty("breakpoints")[0].GetProperty("verified").GetBoolean(), Is.True, caught.GetRawText());
        await session.SetBreakpointsAsync("BP_RUN_FAULT");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        await session.Client.RequestAsync("setExpression", new { expression = "g_fault_cause", value = $"{cause}", frameId = top.Id });
        await session.ClearBreakpointsAsync("fault.c");
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        JsonElement stopped = await session.Client.EventAsync("stopped");
        JsonElement info = await session.Client.RequestAsync("exceptionInfo", new { threadId = 1 });
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("exception"), stopped.GetRawText());
        Assert.That(stopped.GetProperty("text").GetString(), Does.StartWith(id));
        Assert.That(info.GetProperty("exceptionId").GetString(), Is.EqualTo(id));
        foreach (string part in parts.Split('|'))
            Assert.That(info.GetProperty("description").GetString(), Does.Contain(part));
        Assert.That((await session.StackAsync()).Select(f => f.Function), Has.Some.EqualTo(cause is 7 ? "main" : "provoke"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Filters_ThatTheCoreCannotCatch_AreNotVerifiedWithTheReason()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("qemu", "gcc-Og-dwarf5");
        JsonElement caught = await probe.Session.Client.RequestAsync("setExceptionBreakpoints", new { filters = new[] { "reset" } });
        Assert.That(caught.GetProperty("breakpoints")[0].GetProperty("verified").GetBoolean(), Is.False);
        Assert.That(caught.GetProperty("breakpoints")[0].GetProperty("message").GetString(), Does.Contain("DEMCR"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Disconnect_LeavesVectorCatchAsItWas()
    {
        await using BoardProbe probe = await BoardProbe.LaunchAsync("virtual", "gcc-Og-dwarf5");
        byte[] before = await probe.Session.ReadMemoryAsync("0xe000edfc", 4);
        await probe.Session.Client.RequestAsync("setExceptionBreakpoints", new { filters = new[] { "busfault", "usagefault", "memmanage" } });
        byte[] during = await probe.Session.ReadMemoryAsync("0xe000edfc", 4);
        Assert.That(BitConverter.ToUInt32(during) & 0x7F1, Is.EqualTo(0x1F0u));
        await probe.Session.Client.RequestAsync("setExceptionBreakpoints", new { filters = Array.Empty<string>() });
        Assert.That(BitConverter.ToUInt32(await probe.Session.ReadMemoryAsync("0xe000edfc", 4)) & 0x7F1, Is.Zero);
        Assert.That(BitConverter.ToUInt32(before) & 0x400, Is.EqualTo(0x400u));
    }
}
