using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>The predictor and the judge against the core of the virtual board, which was itself verified against QEMU.</summary>
[TestFixture]
public sealed class StepPredictorTests
{
    private const int StepsOfEachImage = 12_000;

    private static IEnumerable<string> Variants => Firmware.Variants;

    [TestCaseSource(nameof(Variants))]
    public async Task Judge_StepsOfTheBoardWithoutInterrupts_AreAllSuccesses(string variant)
    {
        var truth = new BoardTruth(variant, storm: null);
        Assert.That(await RunAsync(truth, StepsOfEachImage, mayEnterHandlers: true), Is.Empty);
    }

    [TestCaseSource(nameof(Variants))]
    public async Task Judge_StepsOfTheBoardInAStorm_AreAllSuccesses(string variant)
    {
        var truth = new BoardTruth(variant, new InterruptStormOptions(Seed: 7, MeanCycles: 90));
        Assert.That(await RunAsync(truth, StepsOfEachImage, mayEnterHandlers: true), Is.Empty);
    }

    [Test]
    public async Task Judge_InterruptsNotAskedFor_AreNamed()
    {
        var truth = new BoardTruth("gcc-O2-dwarf5", new InterruptStormOptions(Seed: 3, MeanCycles: 90));
        List<string> failures = await RunAsync(truth, 6_000, mayEnterHandlers: false, limit: int.MaxValue);
        Assert.That(failures, Has.Count.GreaterThan(100));
        Assert.That(failures, Has.All.Contains(nameof(StepCause.InterruptEntered)));
    }

    private static async Task<List<string>> RunAsync(BoardTruth truth, int steps, bool mayEnterHandlers, int limit = 5)
    {
        var predictor = new StepPredictor(truth);
        var judge = new StepJudge(truth, mayEnterHandlers, _ => null);
        var failures = new List<string>();
        CoreState before = truth.Read();
        int unknown = 0;
        for (int step = 0; step < steps && failures.Count < limit; step++)
        {
            StepPrediction prediction = await predictor.PredictAsync(before, CancellationToken.None);
            if (prediction.Kind == PredictionKind.Unknown) unknown++;
            truth.Board.Processor.Step();
            CoreState after = truth.Read();
            if (await judge.JudgeAsync(before, prediction, after, CancellationToken.None) is { } failure)
                failures.Add($"step {step} at 0x{before.Pc:x8} ({prediction.Kind}): {failure.Cause}: {failure.Text}");
            before = after;
        }

        Assert.That(unknown, Is.Zero, "the board gives all that a prediction needs");
        return failures;
    }
}
