using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;
using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>What the analyses say, against what the board did.</summary>
public sealed class BoardTruthTests
{
    private const uint CycleCounter = 1, Exceptions = 1 << 16, SampleEach1024 = 1 << 12 | 1 << 9;

    [TestCase(8u)]      // 4 Mbaud: room enough.
    [TestCase(32u)]     // 1 Mbaud: packets wait, times become intervals.
    public async Task Exceptions_Durations_HoldTheTruth(uint divider)
    {
        BoardTrace trace = BoardTrace.Record(2_000_000, divider, CycleCounter | Exceptions);
        var runs = new List<ExceptionRun>();
        var analysis = new ExceptionAnalysis { OnRun = runs.Add };
        await trace.DecodeAsync(analysis);
        Queue<(int Number, long Cycles)> truth = new(TrueRuns(trace));
        Assert.That(runs, Has.Count.GreaterThan(50));
        foreach (ExceptionRun run in runs)
        {
            // Runs that the pin had no room for are missing; the others come in their order.
            (long low, long high) = run.Left.Since(run.Entered)!.Value;
            while (truth.Count > 0 && !(truth.Peek().Number == run.Number && truth.Peek().Cycles >= low && truth.Peek().Cycles <= high)) truth.Dequeue();
            Assert.That(truth, Is.Not.Empty, $"no run of {run.Number} took {low} to {high} cycles");
            truth.Dequeue();
        }

        ExceptionStatistics outer = analysis.Statistics.Single(static s => s.Number == 16 + 21);
        Assert.That(outer.Preempted, Is.GreaterThanOrEqualTo(outer.Entered), "the inner interrupt preempts the outer one each time");
        Assert.That(analysis.Statistics.Single(static s => s.Number == 16 + 20).DeepestNesting, Is.GreaterThanOrEqualTo(2));
        Assert.That(outer.Own.Mean, Is.LessThan(outer.Total.Mean));
    }

    [TestCase(0u, 500_000ul)]       // Each 1024 cycles: more than the pin carries, times are intervals.
    [TestCase(3u, 1_500_000ul)]     // Each 4096: exact times.
    public async Task PcSamples_AreWhereTheCoreWas(uint preset, ulong cycles)
    {
        BoardTrace trace = BoardTrace.Record(cycles, 8, CycleCounter | SampleEach1024 | preset << 1, keepsInstructions: true);
        var samples = new Collector(TraceEventKind.PcSample);
        var histogram = new PcHistogram();
        await trace.DecodeAsync(samples, histogram);
        Assert.That(samples.Events, Has.Count.GreaterThan(250));
        foreach (TraceEvent sample in samples.Events.Where(static s => s.Time.IsBounded))
        {
            // The tap acts between two instructions, or in an exception entry: the sample is the instruction that ends at its cycle, is under way, or the next.
            long first = Enumerable.Range(1, 200).Select(back => sample.Time.Low - back).First(trace.Instructions.ContainsKey);
            bool wasThere = false, isPast = false;
            for (long cycle = first; !wasThere && !isPast; cycle++)
            {
                bool isBoundary = trace.Instructions.TryGetValue(cycle, out uint pc);
                wasThere = isBoundary && pc == sample.PcSample.Pc;
                isPast = isBoundary && cycle > sample.Time.High;
            }

            Assert.That(wasThere, $"{sample.PcSample.Pc:x8} in [{sample.Time.Low}, {sample.Time.High}]");
        }

        Assert.That((histogram.Total, histogram.Counts.Values.Sum()), Is.EqualTo(((long)samples.Events.Count, (long)samples.Events.Count)));
    }

    [Test]
    public async Task DataTrace_HasTheValuesInOrder()
    {
        BoardTrace trace = BoardTrace.Record(2_000_000, 8, CycleCounter, watchesLoops: true);
        var accesses = new Collector(TraceEventKind.DataAccess);
        await trace.DecodeAsync(accesses);
        List<uint> values = [.. accesses.Events.Select(static e => e.Data.Value!.Value)];
        Assert.That(values, Has.Count.GreaterThan(10));
        Assert.That(values, Is.EqualTo(trace.Loops.Take(values.Count)));
        Assert.That(accesses.Events.Select(static e => (e.Data.Pc is not null, e.Data.IsWrite, e.Data.SizeInBytes)), Has.All.EqualTo((true, true, 4)));
    }

    [Test]
    public async Task SlowPin_OverflowIsReported()
    {
        BoardTrace trace = BoardTrace.Record(500_000, 320, CycleCounter | Exceptions | SampleEach1024);    // 100 kbaud
        var overflows = new Collector(TraceEventKind.Overflow);
        var analysis = new ExceptionAnalysis();
        await trace.DecodeAsync(overflows, analysis);
        Assert.That(overflows.Events, Is.Not.Empty);
    }

    private static IEnumerable<(int Number, long Cycles)> TrueRuns(BoardTrace trace)
    {
        var active = new Stack<(int Number, long Cycle)>();
        foreach ((ExceptionChange change, int number, long cycle) in trace.Exceptions)
        {
            if ((int)change == (int)ExceptionFunction.Enter) active.Push((number, cycle));
            else if ((int)change == (int)ExceptionFunction.Exit && active.TryPop(out (int Number, long Cycle) entered)) yield return (number, cycle - entered.Cycle);
        }
    }

    private sealed class Collector(TraceEventKind kind) : ITraceEventSink
    {
        public List<TraceEvent> Events { get; } = [];

        public void OnEvent(in TraceEvent next)
        {
            if (next.Kind == kind) Events.Add(next);
        }
    }
}
