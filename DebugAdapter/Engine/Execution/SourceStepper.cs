using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>
/// Steps by source lines. A line is run at full speed to its exits (temporary breakpoints where control can leave it); only what
/// has no fixed successor, or does not fit the comparators, is single-stepped.
/// </summary>
/// <remarks>
/// A step ends at the first <c>is_stmt</c> address of another line of the same activation, in the caller when the function
/// returns, or behind the prologue of a function with source that was stepped into. Inlined copies count as functions (<see cref="LineWalk"/>).
/// </remarks>
internal sealed partial class SourceStepper(
    TargetState target, RunControl run, ArmedBreakpoints armed, InstructionStepper instructions, Runner runner, ICodeMap code, IFrameProbe frames,
    InterruptPolicy interrupts, StepStatistics statistics, Action<string> announce)
{
    private readonly CallRunner _calls = new(target, run, runner, armed, instructions, frames, code, announce);
    private readonly SteppedInterrupts _stepped = new(target, instructions, new CallRunner(target, run, runner, armed, instructions, frames, code, announce), frames, interrupts, statistics);

    /// <summary>Which inlined copies at PC are entered.</summary>
    public InlineView Inline { get; } = new(target);

    /// <summary>Steps one line.</summary>
    public async ValueTask<RunOutcome> StepLineAsync(StepKind kind, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (code.FindPlace(target.Pc) is not { Line: not null } start)
        {
            RunOutcome single = await StepInstructionAsync(kind, cancellationToken).ConfigureAwait(false);
            return single is RunOutcome.StepDone ? new RunOutcome.StepDone("No source for this code: stepped one instruction.") : single;
        }

        int visible = start.Inlined.Count - Inline.Hidden;
        if (kind == StepKind.Into && visible < start.Inlined.Count)
        {
            // The copy begins here: it is entered without moving.
            Inline.Show(start, visible + 1);
            return new RunOutcome.StepDone();
        }

        return await WalkAsync(LineWalk.OfLine(start, visible, kind), kind, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Steps one instruction; over a call or SVC when <paramref name="kind"/> says so.</summary>
    public async ValueTask<RunOutcome> StepInstructionAsync(StepKind kind, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (kind == StepKind.Over
            && await instructions.DecodeAsync(target.Pc, cancellationToken).ConfigureAwait(false) is { } flow
            && (flow.IsCall || flow.Kind == ThumbFlowKind.SupervisorCall) && !IsSkipped
            && await _calls.RunOverAsync(flow, cancellationToken).ConfigureAwait(false) is { } over)
            return over;
        return await TryRunPastExclusiveAsync(always: false, cancellationToken).ConfigureAwait(false) ?? await StepOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Executes one instruction, whatever it is: a load-exclusive too, which a user's step runs past.</summary>
    public async ValueTask<RunOutcome> StepExactlyAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return await StepOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs until the innermost frame has returned to its caller; an inlined copy, until it is left.</summary>
    /// <exception cref="EngineRequestException">There is no caller to return to.</exception>
    public async ValueTask<RunOutcome> StepOutAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (code.FindPlace(target.Pc) is { } start && start.Inlined.Count - Inline.Hidden is > 0 and int visible)
            return await WalkAsync(LineWalk.OutOfCopy(start, visible), StepKind.Over, cancellationToken).ConfigureAwait(false);
        FrameIdentity frame = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        if (frame is not { CallerPc: { } callerPc, ReturnSp: { } returnSp })
            throw new EngineRequestException($"Cannot step out: {frame.EndReason ?? "the caller of this function is not known"}. Use a breakpoint instead.");
        return await _calls.ReturnAsync(callerPc, returnSp, frame.CallerIpsr, cancellationToken).ConfigureAwait(false)
            ?? throw new EngineRequestException("Cannot step out: no breakpoint comparator is free. Remove a hardware breakpoint and try again.");
    }

    private async ValueTask<RunOutcome> WalkAsync(LineWalk walk, StepKind kind, CancellationToken cancellationToken)
    {
        var activation = new Activation(await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false), target.Ipsr);
        string from = $"{code.FindFunction(target.Pc)?.Name ?? "the code"} at 0x{target.Pc:x8}";
        while (true)
        {
            RunOutcome outcome = await LeaveStatementAsync(walk, activation, kind, cancellationToken).ConfigureAwait(false);
            if (outcome is RunOutcome.Paused)
                return PausedIn(from);
            if (outcome is not RunOutcome.StepDone done || (interrupts == InterruptPolicy.Enter && done.Note is not null))
                return outcome;
            if (await JudgeAsync(walk, activation, kind, cancellationToken).ConfigureAwait(false) is { } end)
                return end;
            await run.ServePendingAsync().ConfigureAwait(false);
            if (run.ShouldEnd)
                return run.IsAbandoned ? new RunOutcome.Abandoned() : PausedIn(from);
        }
    }

    private RunOutcome.Paused PausedIn(string from) =>
        new($"The step from {from} had not come to its end: the target is in {code.FindFunction(target.Pc)?.Name ?? $"code without source at 0x{target.Pc:x8}"}.");

    private async ValueTask<RunOutcome> LeaveStatementAsync(LineWalk walk, Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        uint pc = target.Pc;
        bool RunsThrough(uint address) => code.FindPlace(address) is { } place && walk.RunsThrough(address, place);

        List<uint>? places = null;
        // Where a step shall end in handlers it may run freely through calls alone.
        if (interrupts != InterruptPolicy.Enter && RunsThrough(pc))
        {
            places = await target.Memory.RunAsync(
                memory => StepPlaces.Choose(
                    StatementScan.Scan(memory, pc, RunsThrough, target.Xpsr), pc, kind, activation.Frame,
                    call => code.FindFunction(call) ?? code.FindFunction(StatementScan.FollowVeneer(memory, call))),
                cancellationToken).ConfigureAwait(false);
        }

        if (places is not null && _only?.Function is { } chosen && !places.Contains(chosen.BodyStart))
            places.Add(chosen.BodyStart);
        if (places is null || places.Count > armed.FreeComparators)
            return await StepOnAsync(RunsThrough, kind, cancellationToken).ConfigureAwait(false);
        return await _calls.RunWithCallsAsync(places, token => HasArrivedAsync(activation, kind, token), cancellationToken).ConfigureAwait(false)
            ?? await StepOnAsync(RunsThrough, kind, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunOutcome> StepOnAsync(Func<uint, bool> runsThrough, StepKind kind, CancellationToken cancellationToken) =>
        await TryStepBlockAsync(runsThrough, cancellationToken).ConfigureAwait(false) ?? await StepInstructionInsideAsync(kind, cancellationToken).ConfigureAwait(false);

    // Inside a line, a call that is stepped over, or that has no source, is one instruction.
    private async ValueTask<RunOutcome> StepInstructionInsideAsync(StepKind kind, CancellationToken cancellationToken)
    {
        if (await instructions.DecodeAsync(target.Pc, cancellationToken).ConfigureAwait(false) is { } flow
            && !IsSkipped && await IsPassedAsync(flow, kind, cancellationToken).ConfigureAwait(false)
            && await _calls.RunOverAsync(flow, cancellationToken).ConfigureAwait(false) is { } over)
            return over;
        return await StepOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    // A call inside an IT block whose condition fails calls nothing: running to the place behind it would let handlers in.
    private bool IsSkipped => !ItState.Runs(target.Xpsr);

    private async ValueTask<bool> IsPassedAsync(ThumbFlow flow, StepKind kind, CancellationToken cancellationToken)
    {
        if (flow.Kind == ThumbFlowKind.SupervisorCall)
            return true;
        if (!flow.IsCall || kind == StepKind.Over)
            return flow.IsCall && !await IsChosenAsync(flow, cancellationToken).ConfigureAwait(false);
        return flow.Kind == ThumbFlowKind.Call && await _calls.FindCalleeAsync(flow.Target, cancellationToken).ConfigureAwait(false) is null;
    }

    private async ValueTask<bool> IsChosenAsync(ThumbFlow call, CancellationToken cancellationToken)
    {
        if (_only?.Function is not { } chosen)
            return false;
        uint entry = call.Kind == ThumbFlowKind.Call ? call.Target : target.R(call.BaseRegister) & ~1u;
        return entry == chosen.Entry || (await _calls.FindCalleeAsync(entry, cancellationToken).ConfigureAwait(false))?.Entry == chosen.Entry;
    }

    private async ValueTask<RunOutcome> StepOnceAsync(CancellationToken cancellationToken)
    {
        (TargetStop stop, RunOutcome? outcome) = await _stepped.StepAsync(cancellationToken).ConfigureAwait(false);
        return outcome ?? await OutcomeAsync(stop, cancellationToken).ConfigureAwait(false);
    }
}
