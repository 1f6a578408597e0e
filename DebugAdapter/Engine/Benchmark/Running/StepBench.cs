using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>The step-success benchmark: steps a live target through the engine as a user would, and judges every step independently.</summary>
internal sealed class StepBench
{
    private readonly HeadlessSession _session;
    private readonly StepBenchOptions _options;
    private readonly StepTally _tally;
    private readonly Random _random;
    private readonly StepChoice _choice;
    private readonly Relocator _relocator;
    private readonly Func<IStepMemory, IContextWatch>? _watch;
    private Judges _judges = null!;

    /// <summary>Prepares a run.</summary>
    /// <param name="session">Halted.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="watch">Makes what sees handlers run; null for the stack watch.</param>
    public StepBench(HeadlessSession session, StepBenchOptions options, Func<IStepMemory, IContextWatch>? watch = null)
    {
        (_session, _options, _watch) = (session, options, watch);
        _random = new Random(HashCode(options.Seed, options.Shard.Index));
        _tally = new StepTally();
        _choice = new StepChoice(_random, options.Mode);
        _relocator = new Relocator(session, _random);
    }

    /// <summary>Makes the steps.</summary>
    /// <param name="progress">Told the number of steps made, now and then.</param>
    /// <param name="cancellationToken">Ends the run early; what was measured counts.</param>
    public async Task<StepTally> RunAsync(Action<StepTally>? progress, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        if (_options.From is { Length: > 0 } from) await _relocator.RunToAsync(from, cancellationToken).ConfigureAwait(false);
        _judges = await _session.Session.InspectAsync(target => new ValueTask<Judges>(new Judges(target, _session.Session.Image, _options, _watch))).ConfigureAwait(false);
        int steps = (int)Math.Min(int.MaxValue, _options.Steps / _options.Shard.Count + (_options.Shard.Index <= _options.Steps % _options.Shard.Count ? 1 : 0));
        while (_tally.Steps < steps && !_tally.IsLinkLost && !cancellationToken.IsCancellationRequested)
        {
            if (_options.StepsBetweenMoves > 0 && _tally.Steps % _options.StepsBetweenMoves == _options.StepsBetweenMoves - 1)
                await MoveAsync(cancellationToken).ConfigureAwait(false);
            await StepAsync(cancellationToken).ConfigureAwait(false);
            if ((_tally.Steps & 0xFF) == 0) progress?.Invoke(_tally);
        }

        (_tally.FpscrFaults, _tally.FpscrRestored) = _session.Session.FpscrCounts;
        _tally.Elapsed = Stopwatch.GetElapsedTime(started);
        return _tally;
    }

    private static int HashCode(int seed, int shard) => unchecked(seed * 1_000_003 + shard);

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        StepMode mode = _choice.Next();
        try
        {
            if (mode == StepMode.Instruction && _options.RawEvery > 0 && _tally.InstructionSteps % _options.RawEvery == _options.RawEvery - 1)
                await RawStepAsync(cancellationToken).ConfigureAwait(false);
            Expectation? expectation = mode == StepMode.Instruction
                ? await InspectAsync(_judges.ExpectInstructionAsync, cancellationToken).ConfigureAwait(false)
                : await ExpectSourceStepAsync(mode, cancellationToken).ConfigureAwait(false);
            // There is no caller to return to: nothing that could be judged.
            if (expectation is null) return;
            LinkStatistics before = _session.Session.Statistics;
            long started = Stopwatch.GetTimestamp();
            StopReport? stop = await StepOnceAsync(mode, cancellationToken).ConfigureAwait(false);
            TimeSpan time = Stopwatch.GetElapsedTime(started);
            LinkStatistics after = _session.Session.Statistics;
            StepFailure? failure = stop is null
                ? new(StepCause.Timeout, $"no stop within {_options.Limit.TotalMilliseconds:0} ms of the step at 0x{expectation.Before.Pc:x8}")
                : await JudgeAsync(expectation, stop, cancellationToken).ConfigureAwait(false);
            if (failure is null && after.Retransmits != before.Retransmits) failure = new(StepCause.Retransmit, $"{after.Retransmits - before.Retransmits} packets were sent again");
            _tally.Add(new StepOutcome(mode, expectation.Before.Pc, failure)
            {
                Time = time, Packets = after.PacketsSent - before.PacketsSent, HasCall = expectation.HasCall,
                IsUnpredicted = expectation.IsUnpredicted || (stop is not null && expectation.Source is { } source && SourceJudge.LeftKnownStack(source, _judges.LastState)),
                Bytes = after.BytesSent - before.BytesSent + after.BytesReceived - before.BytesReceived,
            });
            _tally.Note(expectation, _judges.LastState);
        }
        catch (Exception lost) when (lost is LinkLostException or EngineClosedException or RspTransportException)
        {
            _tally.Add(new StepOutcome(mode, 0, new(StepCause.LinkLost, lost.Message)));
        }
    }

    private async Task<StopReport?> StepOnceAsync(StepMode mode, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Limit);
        try
        {
            return await _session.RunAsync(
                session =>
                {
                    if (mode == StepMode.Out) session.StepOut();
                    else session.Step(mode is StepMode.Over or StepMode.Line ? StepKind.Over : StepKind.Into, mode is StepMode.Instruction or StepMode.Over);
                },
                limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await _session.EnsureHaltedAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<Expectation?> ExpectSourceStepAsync(StepMode mode, CancellationToken cancellationToken)
    {
        Expectation instruction = await InspectAsync(_judges.ExpectInstructionAsync, cancellationToken).ConfigureAwait(false);
        return await SourceJudge.ExpectAsync(_session.Session, instruction, mode, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepFailure?> JudgeAsync(Expectation expectation, StopReport stop, CancellationToken cancellationToken)
    {
        StepFailure? failure = await _session.Session.InspectAsync(_ => _judges.JudgeInstructionAsync(expectation, stop, cancellationToken)).ConfigureAwait(false);
        return failure is null && expectation.Source is not null && stop.Reason == StopReason.Step
            ? await SourceJudge.JudgeAsync(_session.Session, expectation, (_judges.LastState, stop, _judges.EndsInHandler), cancellationToken).ConfigureAwait(false)
            : failure;
    }

    // One packet, as the server alone would make the step; then the registers, without which no client can show where it is.
    private async Task RawStepAsync(CancellationToken cancellationToken)
    {
        (TimeSpan step, TimeSpan both) = await _session.Session.InspectAsync(async target =>
        {
            target.BeginRun();
            long started = Stopwatch.GetTimestamp();
            await target.Link.ResumeAsync(ResumeKind.Step, cancellationToken).ConfigureAwait(false);
            TimeSpan time = Stopwatch.GetElapsedTime(started);
            await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan whole = Stopwatch.GetElapsedTime(started);
            // The engine's next step begins with the registers known, as it does behind a step of its own.
            await target.ReadAsync("fpscr", cancellationToken).ConfigureAwait(false);
            return (time, whole);
        }).ConfigureAwait(false);
        _tally.RawLatency.Add(step.TotalMicroseconds);
        _tally.RawReadLatency.Add(both.TotalMicroseconds);
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _relocator.MoveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is LinkLostException or EngineClosedException or RspTransportException)
        {
            _tally.Add(new StepOutcome(StepMode.Mix, 0, new(StepCause.LinkLost, lost.Message)));
        }
    }

    private Task<T> InspectAsync<T>(Func<CancellationToken, ValueTask<T>> inspect, CancellationToken cancellationToken) =>
        _session.Session.InspectAsync(_ => inspect(cancellationToken));
}
