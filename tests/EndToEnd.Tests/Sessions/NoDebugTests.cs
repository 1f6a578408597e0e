using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.OpenOcd;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>"Run without debugging": the program is written and runs, nothing stops it.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class NoDebugTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Launch_Chip_IsWrittenRunsAndOutlivesTheSession(CancellationToken cancellationToken)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Image);
        (configuration["noDebug"], configuration["runToEntryPoint"]) = (true, "main");
        await session.BeginAsync("launch", configuration);
        await AssertBreakpointsAreNotSetAsync(session);
        uint loops = await AddressOfLoopsAsync(session);
        await session.FinishStartAsync();
        await session.Client.EventAsync("terminated");
        Assert.That(session.Client.Events("stopped"), Is.Empty);
        Assert.That(session.Client.Output, Does.Contain("written and verified").And.Contain("The program runs."));
        Assert.That(await session.EndAsync(), Is.Zero);
        Assert.That(Enumerable.Range(0, 6).Select(comparator => chip.Word(0xE000_2008 + (4 * (uint)comparator)) & 1), Is.All.Zero, "a breakpoint is left in the chip");
        uint before = chip.Word(loops);
        while (chip.Word(loops) == before) await Task.Delay(10, cancellationToken);
    }

    [Test]
    public async Task Launch_Simulator_RunsPastBreakpointsUntilTheSessionIsEnded()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = DebugSession.Configuration("qemu", Image);
        (configuration["noDebug"], configuration["breakAfterReset"]) = (true, true);
        configuration["postLaunchCommands"] = new JsonArray("break leaf");
        await session.BeginAsync("launch", configuration);
        await AssertBreakpointsAreNotSetAsync(session);
        await session.FinishStartAsync();
        Frame top;
        do
        {
            await session.Client.RequestAsync("pause", new { threadId = 1 });
            top = await session.StoppedAsync("pause");
            if (await session.EvaluateAsync("g_loops > 1", top) is "1" or "true") break;
            await session.Client.RequestAsync("continue", new { threadId = 1 });
        }
        while (true);
        Assert.That(session.Client.Output, Does.Contain("'break leaf' has no effect: the program runs without debugging"));
        Assert.That(session.Client.Events("terminated"), Is.Empty);
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    private static async Task AssertBreakpointsAreNotSetAsync(DebugSession session)
    {
        JsonElement[] answered =
        [
            .. await session.SetBreakpointsAsync("BP_LEAF"),
            .. (await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "main" } } })).GetProperty("breakpoints").EnumerateArray(),
            .. (await session.Client.RequestAsync("setExceptionBreakpoints", new { filters = new[] { "hardfault" } })).GetProperty("breakpoints").EnumerateArray(),
        ];
        Assert.That(answered.Select(static one => one.GetProperty("verified").GetBoolean()), Is.EqualTo(new[] { false, false, false }));
        Assert.That(answered.Select(static one => one.GetProperty("message").GetString()), Is.All.Contains("noDebug"));
    }

    private static async Task<uint> AddressOfLoopsAsync(DebugSession session)
    {
        JsonElement evaluated = await session.Client.RequestAsync("evaluate", new { expression = "g_loops", context = "watch" });
        return Convert.ToUInt32(evaluated.GetProperty("memoryReference").GetString(), 16);
    }
}
