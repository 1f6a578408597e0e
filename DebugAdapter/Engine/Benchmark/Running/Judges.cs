using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Predictor, judge and watch of one run, with the state that the last step left. Used inside the engine loop only.</summary>
internal sealed class Judges
{
    private readonly CoreStateReader _reader;
    private readonly StepPredictor _predictor;
    private readonly StepJudge _judge;
    private readonly IContextWatch _watch;
    private readonly TargetState _target;
    private readonly int _floatEvery;
    private long _steps;
    private int _generation = -1;

    public Judges(TargetState target, LoadedImage? image, StepBenchOptions options, Func<IStepMemory, IContextWatch>? watch)
    {
        _target = target;
        _reader = new CoreStateReader(target.Link);
        var memory = new LinkStepMemory(target.Link, image);
        _predictor = new StepPredictor(memory);
        _judge = new StepJudge(memory, options.MayEnterHandlers, image is null ? static _ => null : new InstructionStarts(image).IsBoundary);
        _watch = options.MayEnterHandlers || options.MayRunHandlers ? new NoWatch() : watch?.Invoke(memory) ?? new StackWatch(memory);
        _floatEvery = Math.Max(1, options.FloatEvery);
    }

    /// <summary>The registers after the last step.</summary>
    public CoreState LastState { get; private set; } = null!;

    /// <summary>The last step ran freely and ended at the first instruction of a handler that may be entered.</summary>
    public bool EndsInHandler { get; private set; }

    /// <summary>Reads and predicts; what the last step left is not read again.</summary>
    public async ValueTask<Expectation> ExpectInstructionAsync(CancellationToken cancellationToken)
    {
        bool withFloat = _steps % _floatEvery == 0;
        bool isKnown = _generation == _target.Generation && (!withFloat || LastState.S is not null);
        if (!isKnown) LastState = await _reader.ReadAsync(withFloat, cancellationToken).ConfigureAwait(false);
        CoreState before = LastState;
        StepPrediction prediction = await _predictor.PredictAsync(before, cancellationToken).ConfigureAwait(false);
        await _watch.BeginAsync(before, cancellationToken).ConfigureAwait(false);
        return new Expectation(before, prediction) { IsUnpredicted = prediction.Kind == PredictionKind.Unknown };
    }

    /// <summary>Reads the state after a step and judges it; of a step that ran freely only what holds for all stops.</summary>
    public async ValueTask<StepFailure?> JudgeInstructionAsync(Expectation expectation, StopReport stop, CancellationToken cancellationToken)
    {
        CoreState before = expectation.Before;
        CoreState after = await _reader.ReadAsync(_steps++ % _floatEvery == 0 && before.S is not null, cancellationToken).ConfigureAwait(false);
        (LastState, _generation) = (after, _target.Generation);
        RememberProcessStack(expectation, after);
        if (stop.Reason == StopReason.Pause) return new(StepCause.Timeout, $"the step at 0x{before.Pc:x8} was interrupted: {stop.Text}");
        bool isSingle = expectation.Source is null;
        EndsInHandler = !isSingle && await _judge.IsEntryAsync(after, cancellationToken).ConfigureAwait(false);
        if (isSingle && await _judge.JudgeAsync(before, expectation.Prediction, after, cancellationToken).ConfigureAwait(false) is { } failure)
            return failure;
        if (stop.Reason != StopReason.Step && expectation.Prediction.Effects.Rule != PcRule.Breakpoint)
            return new(StepCause.WrongPc, $"the step at 0x{before.Pc:x8} ended as {stop.Reason}: {stop.Text}");
        return isSingle && await _watch.FindAsync(before, after, cancellationToken).ConfigureAwait(false) is { } seen ? new(StepCause.InterruptEntered, seen) : null;
    }

    // QEMU has no PSP: an entry from Thread mode shows where the frame is.
    private void RememberProcessStack(Expectation expectation, CoreState after)
    {
        if (after.Psp is not null || after.Ipsr == 0 || expectation.Before.Ipsr != 0) return;
        uint excReturn = after.R[14];
        if (excReturn >> 28 == 15 && (excReturn & 4) != 0)
            _predictor.LastPsp = (expectation.Before.Sp & ~7u) - ((excReturn & 0x10) == 0 ? 0x68u : 0x20u);
    }
}
