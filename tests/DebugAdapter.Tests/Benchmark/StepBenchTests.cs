using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.RspServer.Personalities;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>Short versions of the published runs; RSP_DEBUG_LONG=1 makes them a million steps.</summary>
[TestFixture]
public sealed class StepBenchTests
{
    private static readonly int Steps = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 1_000_000 : 3000;

    // image | interrupts may be entered
    [TestCase("gcc-O0-dwarf5", false)]
    [TestCase("gcc-O2-dwarf5", false)]
    [TestCase("clang-O2-dwarf5", true)]
    public async Task RunAsync_MixInAStorm_EveryStepSucceeds(string variant, bool mayEnter)
    {
        StepTally tally = await new BenchRun(variant, new StepBenchOptions { Steps = Steps, MayEnterHandlers = mayEnter }).RunAsync();
        TestContext.Out.WriteLine($"{tally.Steps / tally.Elapsed.TotalSeconds:0} steps/s, handler steps {tally.HandlerSteps}, entries {string.Join(' ', tally.Entries)}, fpscr {tally.FpscrChanges}");
        foreach (var kind in tally.Kinds) TestContext.Out.WriteLine($"{kind.Key}: {kind.Value.Steps} {kind.Value.Latency.Mean:0} us, packets {string.Join(' ', kind.Value.Packets)}");
        Assert.That(tally.Failures.Select(f => $"{f.Step} {f.Outcome.Mode} 0x{f.Outcome.Pc:x}: {f.Outcome.Failure!.Cause} {f.Outcome.Failure.Text}"), Is.Empty);
        Assert.That((tally.FpscrFaults, tally.FpscrRestored), Is.EqualTo((0, 0)), "nothing tampers with FPSCR here: a restoration would be a false one");
        Assert.That((tally.Steps, tally.Unpredicted), Is.EqualTo((Steps, 0)));
    }

    // OpenOCD's g has neither PSP nor FP registers: both are asked for where they are needed.
    [Test]
    public async Task RunAsync_ServerWithShortRegisterPacket_StepsOutOfHandlersOnTheProcessStack()
    {
        var options = new StepBenchOptions { Steps = 400, Mode = StepMode.Into, From = "process_work", MayEnterHandlers = true, StepsBetweenMoves = 0 };
        StepTally tally = await new BenchRun("gcc-O0-dwarf5", options) { Storm = new(3, 150), Personality = KnownPersonalities.OpenOcd }.RunAsync();
        Assert.That(tally.Failures.Select(f => $"{f.Step} {f.Outcome.Mode} 0x{f.Outcome.Pc:x}: {f.Outcome.Failure!.Cause} {f.Outcome.Failure.Text}"), Is.Empty);
    }
}
