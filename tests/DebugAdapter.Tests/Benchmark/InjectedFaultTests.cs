using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>The benchmark can fail: a server that errs on purpose, once for each cause.</summary>
[TestFixture]
public sealed class InjectedFaultTests
{
    // cause | every n-th step that fits | steps
    [TestCase(nameof(StepCause.RegisterClobbered), 100, 1000)]
    [TestCase(nameof(StepCause.FpscrClobbered), 100, 1000)]
    [TestCase(nameof(StepCause.InterruptEntered), 100, 1000)]
    public async Task RunAsync_TargetThatErrs_IsNamedEachTime(string cause, int everyNthStep, int steps)
    {
        BenchRun run = Run(cause, everyNthStep, steps) with { Fpscr = "off" };
        StepTally tally = await run.RunAsync();
        Assert.That(run.Faults, Is.GreaterThan(0), "the fault was injected");
        Assert.That(tally.Causes, Is.EqualTo(new Dictionary<StepCause, long> { [Enum.Parse<StepCause>(cause)] = run.Faults }), Describe(tally));
        Assert.That(tally.Succeeded, Is.EqualTo(tally.Steps - run.Faults));
    }

    // The program derails after these: what follows is not the fault's any more.
    [TestCase(nameof(StepCause.WrongPc), 50)]
    [TestCase(nameof(StepCause.ExceptionReturn), 1)]
    [TestCase(nameof(StepCause.Alignment), 30)]
    [TestCase(nameof(StepCause.NestingLost), 5)]
    public async Task RunAsync_TargetThatDerails_IsNamedFirst(string cause, int everyNthStep)
    {
        BenchRun run = Run(cause, everyNthStep, 150);
        run = run with { Options = run.Options with { StepsBetweenMoves = 0, Limit = TimeSpan.FromSeconds(1) } };
        StepTally tally = await run.RunAsync();
        Assert.That(tally.Failures.Select(f => (StepCause?)f.Outcome.Failure!.Cause).FirstOrDefault(), Is.EqualTo(Enum.Parse<StepCause>(cause)), Describe(tally));
        Assert.That(tally.Succeeded, Is.LessThan(tally.Steps));
    }

    [Test]
    public async Task RunAsync_StopThatDoesNotCome_IsATimeout()
    {
        BenchRun run = Run(nameof(StepCause.Timeout), 100, 250);
        run = run with { Options = run.Options with { Limit = TimeSpan.FromMilliseconds(400) } };
        StepTally tally = await run.RunAsync();
        // On a machine under load an honest step may be late too.
        Assert.That(run.Faults, Is.GreaterThan(0));
        Assert.That(tally.Causes.Keys, Is.EqualTo(new[] { StepCause.Timeout }), Describe(tally));
        Assert.That(tally.Causes[StepCause.Timeout], Is.GreaterThanOrEqualTo(run.Faults));
    }

    [Test]
    public async Task RunAsync_LinkThatIsCut_EndsTheRunWithItsCause()
    {
        StepTally tally = await Run(nameof(StepCause.LinkLost), 100, 1000).RunAsync();
        Assert.That(tally.Causes, Is.EqualTo(new Dictionary<StepCause, long> { [StepCause.LinkLost] = 1 }), Describe(tally));
        Assert.That(tally.Succeeded, Is.EqualTo(tally.Steps - 1).And.InRange(90, 110), "successes, then the end");
    }

    [Test]
    public async Task RunAsync_DamagedBytes_AreRetransmissions()
    {
        StepTally tally = await Run(nameof(StepCause.Retransmit), 4, 200).RunAsync();
        Assert.That(tally.Failures.Select(f => (StepCause?)f.Outcome.Failure!.Cause).FirstOrDefault(), Is.EqualTo(StepCause.Retransmit), Describe(tally));
    }

    [Test]
    public async Task RunAsync_FpscrTamperedWith_IsUndoneAndReportedEachTime()
    {
        BenchRun run = Run(nameof(StepCause.FpscrClobbered), 50, 1000);
        StepTally tally = await run.RunAsync();
        Assert.That(tally.Causes, Is.Empty, Describe(tally));
        Assert.That((tally.FpscrFaults, tally.FpscrRestored), Is.EqualTo((run.Faults, run.Faults)));
        Assert.That(run.Output.Count(text => text.Contains("The program's value was restored", StringComparison.Ordinal)), Is.EqualTo(run.Faults));
    }

    private static BenchRun Run(string cause, int everyNthStep, int steps) =>
        new("gcc-Og-dwarf5", new StepBenchOptions { Steps = steps, Mode = StepMode.Instruction, From = "run_exceptions", StepsBetweenMoves = 0 })
        {
            Fault = new InjectedFault(Enum.Parse<StepCause>(cause), everyNthStep),
        };

    private static string Describe(StepTally tally) =>
        string.Join('\n', tally.Failures.Take(10).Select(f => $"{f.Step} {f.Outcome.Mode} 0x{f.Outcome.Pc:x}: {f.Outcome.Failure!.Cause} {f.Outcome.Failure.Text}"));
}
