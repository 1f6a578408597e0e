using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.Testing;
using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Execution.Transparency;

/// <summary>
/// A program that is stepped and stopped does what it does when it runs freely. The board's time stands still in Debug state, so with
/// interrupts let in everything is the same to the cycle. While a masked step is made an interrupt waits, so that handlers may come in
/// a few instructions later: then each context on its own, Thread mode and every handler, must execute the same instructions with the
/// same registers and FPSCR (but for how often an exclusive loop goes round), no interrupt may be lost, and memory must end the same. <c>RSP_DEBUG_LONG=1</c>: 1,000 schedules of each kind.
/// </summary>
[TestFixture]
public sealed class TransparencyTests
{
    private static readonly string[] Images = ["gcc-O0-dwarf5", "gcc-O2-dwarf4", "clang-Og-dwarf5", "gcc-Os-dwarf5"];

    private static int SchedulesPerImage => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 1_000 / Images.Length : 12;

    [TestCaseSource(nameof(Images))]
    public async Task Run_InterruptsLetIn_IsTheFreeRunToTheCycle(string variant)
    {
        await using LiveBoard live = await LiveBoard.StartAsync(
            variant, new BoardTargetOptions { MasksInterrupts = false }, traits: new LinkTraits { StepsLetInterruptsIn = true, UsesChecksum = true });
        TransparencyRun run = TransparencyRun.Prepare(live, Goal(live), prepare: null, starts: 12);
        for (int seed = 0; seed < SchedulesPerImage; seed++)
        {
            var (expected, end, merged, _, schedule) = await run.RunAsync(new Random(seed));
            Assert.That((end.Time, merged, end), Is.EqualTo((expected.End.Time, expected.Merged, expected.End)), $"schedule {seed}: {schedule}");
        }

        TestContext.Out.WriteLine($"{variant}: {SchedulesPerImage} schedules, {run.Actions} actions");
        Assert.That(live.Session.FpscrCounts, Is.EqualTo((0, 0)), "no change of the program's own is taken for a fault");
    }

    [TestCaseSource(nameof(Images))]
    public async Task Run_InterruptsMasked_IsTheFreeRunOfEachContext(string variant)
    {
        await using LiveBoard live = await LiveBoard.StartAsync(variant);
        TransparencyRun run = TransparencyRun.Prepare(live, Goal(live), DisableSoftwareInterrupts, starts: 12);
        for (int seed = 0; seed < SchedulesPerImage; seed++)
        {
            var (expected, end, _, contexts, schedule) = await run.RunAsync(new Random(seed));
            Assert.That((contexts, end with { Time = "" }), Is.EqualTo((expected.ByContext, expected.End with { Time = "" })), $"schedule {seed}: {schedule}");
        }

        TestContext.Out.WriteLine($"{variant}: {SchedulesPerImage} schedules, {run.Actions} actions");
        Assert.That(live.Session.FpscrCounts, Is.EqualTo((0, 0)), "no change of the program's own is taken for a fault");
    }

    private static uint Goal(LiveBoard live) => (uint)live.Session.Image!.Info.FindFunctions("round_done")[0].EntryPoint.Value;

    // The firmware pends these itself and checks at once that they have come: what it finds depends on when they are let in.
    private static void DisableSoftwareInterrupts(Board board) => board.Bus.TryWrite(0xE000_E180, 4, BusMaster.Debugger, 3u << 20);
}
