using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;
using RspDebug.DebugAdapter.Tests.Benchmark;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

/// <summary>A server whose <c>fpscr</c> is another register: found, told once, and never written.</summary>
[TestFixture]
public sealed class FpscrNumberTests
{
    // number that the server takes for FPSCR
    [TestCase(57, TestName = "D15, one too low")]
    [TestCase(42, TestName = "D0")]
    [TestCase(11, TestName = "R11")]
    [TestCase(17, TestName = "MSP, which every push changes")]
    public async Task Step_MisnumberedFpscr_IsToldOnceAndNeverWritten(int number)
    {
        BenchRun run = Run(FpscrMistake.Misnumbered, number, steps: 1500);
        StepTally tally = await run.RunAsync();
        Assert.That(run.Output.FindAll(text => text.Contains("is not FPSCR", StringComparison.Ordinal)), Has.Count.EqualTo(1));
        Assert.That((run.WrongWrites, tally.FpscrFaults, tally.FpscrRestored), Is.EqualTo((0, 0L, 0L)));
        Assert.That(tally.Causes.Keys, Is.SubsetOf(new[] { StepCause.FpscrClobbered }), "the benchmark names it when it looks like FPSCR");
    }

    [TestCase(57)]
    [TestCase(17)]
    public async Task Step_MisnumberedAndAltered_TheRealFpscrIsRestored(int number)
    {
        BenchRun run = Run(FpscrMistake.MisnumberedAndAtStep, number, steps: 1500);
        StepTally tally = await run.RunAsync();
        Assert.That(run.Faults, Is.GreaterThan(20), "the fault was injected");
        Assert.That(run.WrongWrites, Is.Zero);
        // What was altered before the first difference showed is not known to anybody.
        Assert.That(tally.FpscrRestored, Is.EqualTo(tally.FpscrFaults).And.InRange(run.Faults - 2, run.Faults));
    }

    [Test]
    public async Task Step_RightNumber_IsNeverDoubted()
    {
        BenchRun run = Run(FpscrMistake.Misnumbered, 58, steps: 1500);
        StepTally tally = await run.RunAsync();
        Assert.That(run.Output, Has.None.Contains("is not FPSCR").And.None.Contains("server altered"));
        Assert.That(tally.Causes, Is.Empty);
    }

    private static BenchRun Run(FpscrMistake mistake, int number, int steps) =>
        new("gcc-Og-dwarf5", new StepBenchOptions { Steps = steps, Mode = StepMode.Instruction, From = "run_fpu", StepsBetweenMoves = 0 })
        {
            Fault = new InjectedFault(StepCause.FpscrClobbered, 50, mistake) { FpscrNumber = number },
        };
}
