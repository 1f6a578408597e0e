using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>Log points, hit counts and data breakpoints on the virtual board, with their cost in packets.</summary>
[TestFixture]
public sealed class LogPointTests
{
    [Test]
    public async Task LogPoint_EachHit_CostsAFewPacketsAndShowsNoStop()
    {
        const int Rounds = 40;
        await using BoardSession board = await BoardSession.StartAsync("gcc-Og-dwarf5");
        await board.BreakAtAsync("BP_LOOP");
        await board.RunAsync(s => s.Continue());
        await board.ClearAsync("BP_LOOP");
        long without = await RunRoundsAsync(board, Rounds);
        FirmwareMark mark = Firmware.Mark("BP_ROUND_DONE");
        await board.Session.SetBreakpointsAsync("log", [new BreakpointSpec.Line(mark.Path, mark.Line) { LogMessage = "round {round} of {g_loops}" }], CancellationToken.None);
        long with = await RunRoundsAsync(board, Rounds);
        string[] lines = [.. board.Output.Where(text => text.StartsWith("round ", StringComparison.Ordinal))];
        Assert.That(lines, Is.EqualTo(Enumerable.Range(Rounds, Rounds).Select(n => $"round {n} of {n}\n")));
        double each = (with - without) / (double)Rounds;
        TestContext.Out.WriteLine($"{each} packets a log point");
        // Registers, one page of RAM, off the breakpoint (lift, step, put back), and on.
        Assert.That(each, Is.LessThanOrEqualTo(8.0));
    }

    [Test]
    public async Task HitCondition_EveryTenth_StopsAtTheTenth()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-Og-dwarf5");
        FirmwareMark mark = Firmware.Mark("BP_ROUND_DONE");
        await board.Session.SetBreakpointsAsync("count", [new BreakpointSpec.Line(mark.Path, mark.Line) { HitCondition = "% 10" }], CancellationToken.None);
        await board.RunAsync(s => s.Continue());
        Assert.That(await ValueAsync(board, "round"), Is.EqualTo("9"));
    }

    [Test]
    public async Task DataBreakpoint_WrittenByAStep_StopsThereWithTheValue()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        await board.BreakAtAsync("BP_ROUND_DONE");
        await board.RunAsync(s => s.Continue());
        WatchableData data = await board.Session.FindWatchableAsync("g_loops", 0, null, null, CancellationToken.None);
        await board.Session.SetDataBreakpointsAsync([new(data.Address, data.SizeInBytes, data.Name, DataAccess.Write)], CancellationToken.None);
        StopReport stop = await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That((stop.Reason, stop.Text), Is.EqualTo((StopReason.DataBreakpoint, $"g_loops (0x{data.Address:x8}) changed: 0 -> 1")));
        stop = await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(stop.Reason, Is.EqualTo(StopReason.Step));
    }

    [Test]
    public async Task WriteMemory_InFlash_IsRefusedWithTheReason()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-Og-dwarf5");
        Assert.That(async () => await board.Session.WriteMemoryAsync(0x200, new byte[4], CancellationToken.None),
            Throws.TypeOf<EngineRequestException>().With.Message.Contains("0x00000200 is in flash"));
        Assert.That(async () => await board.Session.WriteMemoryAsync(0x2000_3000, new byte[4], CancellationToken.None), Throws.Nothing);
    }

    /// <summary>Runs until the loop counter was written a number of times; the packets of the run.</summary>
    private static async Task<long> RunRoundsAsync(BoardSession board, int rounds)
    {
        WatchableData data = await board.Session.FindWatchableAsync("g_loops", 0, null, null, CancellationToken.None);
        await board.Session.SetDataBreakpointsAsync([new(data.Address, data.SizeInBytes, data.Name, DataAccess.Write) { HitCondition = $"== {rounds}" }], CancellationToken.None);
        board.CountFromHere();
        Assert.That((await board.RunAsync(s => s.Continue())).Reason, Is.EqualTo(StopReason.DataBreakpoint));
        long packets = board.Packets;
        await board.Session.SetDataBreakpointsAsync([], CancellationToken.None);
        return packets;
    }

    private static async Task<string> ValueAsync(BoardSession board, string expression) =>
        (await board.Session.EvaluateAsync(expression, null, allowWrites: false, FormatOptions.Default, CancellationToken.None)).Value;
}
