using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>
/// Steps by source lines. A line is run at full speed to its exits (temporary breakpoints where control can leave it); only what
/// has no fixed successor, or does not fit the comparators, is single-stepped.
/// </summary>
/// <remarks>
/// A step ends at the first <c>is_stmt</c> address of another line of the same activation, in the caller when the function
/// returns, or behind the prologue of a function with source that was stepped into.
/// </remarks>
internal sealed class SourceStepper(
    TargetState target, RunControl run, ArmedBreakpoints armed, InstructionStepper instructions, Runner runner, ICodeMap code, IFrameProbe frames)
{
    /// <summary>Steps one line.</summary>
    public async ValueTask<RunOutcome> StepLineAsync(StepKind kind, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (code.FindStatement(target.Pc) is not { } statement)
        {
            RunOutcome single = await StepInstructionAsync(kind, cancellationToken).ConfigureAwait(false);
            return single is RunOutcome.StepDone ? new RunOutcome.StepDone("No source for this code: stepped one instruction.") : single;
        }

        var activation = new Activation(
            await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false), target.Ipsr, code.FindFunction(target.Pc)?.Entry);
        while (true)
        {
            RunOutcome outcome = await LeaveStatementAsync(statement, activation, kind, cancellationToken).ConfigureAwait(false);
            if (outcome is not RunOutcome.StepDone)
                return outcome;
            StepEnd end = await JudgeAsync(statement, activation, kind, cancellationToken).ConfigureAwait(false);
            if (end.Outcome is not null)
                return end.Outcome;
            statement = end.Next ?? statement;
            await run.ServePendingAsync().ConfigureAwait(false);
            if (run.ShouldEnd)
                return run.IsAbandoned ? new RunOutcome.Abandoned() : new RunOutcome.Paused();
        }
    }

    /// <summary>Steps one instruction; over a call or SVC when <paramref name="kind"/> says so.</summary>
    public async ValueTask<RunOutcome> StepInstructionAsync(StepKind kind, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (kind == StepKind.Over
            && await instructions.DecodeAsync(target.Pc, cancellationToken).ConfigureAwait(false) is { } flow
            && (flow.IsCall || flow.Kind == ThumbFlowKind.SupervisorCall)
            && await RunOverCallAsync(flow, cancellationToken).ConfigureAwait(false) is { } over)
            return over;
        TargetStop stop = await instructions.StepAsync(cancellationToken).ConfigureAwait(false);
        return await EndOfSingleStepAsync(stop, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs until the innermost frame has returned to its caller.</summary>
    /// <exception cref="Session.EngineRequestException">There is no caller to return to.</exception>
    public async ValueTask<RunOutcome> StepOutAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        FrameIdentity frame = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        if (frame is not { CallerPc: { } callerPc, Cfa: { } cfa })
            throw new Session.EngineRequestException($"Cannot step out: {frame.EndReason ?? "the caller of this function is not known"}. Use a breakpoint instead.");
        return await runner.RunToAsync([callerPc], _ => HasReturned(cfa, frame.CallerIpsr), cancellationToken).ConfigureAwait(false)
            ?? throw new Session.EngineRequestException("Cannot step out: no breakpoint comparator is free. Remove a hardware breakpoint and try again.");
    }

    private async ValueTask<RunOutcome> LeaveStatementAsync(Statement statement, Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        uint pc = target.Pc;
        RangeExits exits = await target.Memory.RunAsync(memory => StatementScan.Scan(memory, pc, statement, target.Xpsr), cancellationToken).ConfigureAwait(false);
        List<uint>? places = StepPlaces.Choose(exits, pc, kind, activation.Frame, code);
        if (places is null || places.Count > armed.FreeComparators)
            return await StepInstructionInsideAsync(kind, cancellationToken).ConfigureAwait(false);
        return await runner.RunToAsync(places, token => HasArrivedAsync(activation, kind, token), cancellationToken).ConfigureAwait(false)
            ?? await StepInstructionInsideAsync(kind, cancellationToken).ConfigureAwait(false);
    }

    // Inside a line, a call that is stepped over, or that has no source, is one instruction.
    private async ValueTask<RunOutcome> StepInstructionInsideAsync(StepKind kind, CancellationToken cancellationToken)
    {
        if (await instructions.DecodeAsync(target.Pc, cancellationToken).ConfigureAwait(false) is { } flow
            && (flow.Kind == ThumbFlowKind.SupervisorCall || (flow.IsCall && (kind == StepKind.Over || (flow.Kind == ThumbFlowKind.Call && code.FindFunction(flow.Target) is null))))
            && await RunOverCallAsync(flow, cancellationToken).ConfigureAwait(false) is { } over)
            return over;
        TargetStop stop = await instructions.StepAsync(cancellationToken).ConfigureAwait(false);
        return await EndOfSingleStepAsync(stop, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<RunOutcome?> RunOverCallAsync(ThumbFlow call, CancellationToken cancellationToken)
    {
        uint sp = target.Sp, ipsr = target.Ipsr;
        return runner.RunToAsync([call.Next], _ => ValueTask.FromResult(target.Ipsr == ipsr && target.Sp >= sp), cancellationToken);
    }

    private async ValueTask<RunOutcome> EndOfSingleStepAsync(TargetStop stop, CancellationToken cancellationToken)
    {
        if (stop.Kind == TargetStopKind.Trap && !run.IsAbandoned)
        {
            if (!armed.IsArmed(target.Pc))
                return run.ShouldEnd ? new RunOutcome.Paused() : new RunOutcome.StepDone();
        }

        return await runner.ClassifyAsync(stop, cancellationToken).ConfigureAwait(false) ?? new RunOutcome.StepDone();
    }

    private async ValueTask<StepEnd> JudgeAsync(Statement statement, Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        uint pc = target.Pc;
        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        if (target.Ipsr != activation.Ipsr)
        {
            return activation.Ipsr != 0 && activation.Frame.CallerIpsr == target.Ipsr
                ? new StepEnd(new RunOutcome.StepDone("Returned from the exception handler."), null)
                : await ReturnAsync(activation, cancellationToken).ConfigureAwait(false);
        }

        if (activation.IsBelow(cfa))
            return new StepEnd(new RunOutcome.StepDone(), null);
        bool sameFunction = code.FindFunction(pc)?.Entry == activation.FunctionEntry && (cfa is null || cfa == activation.Frame.Cfa);
        if (!sameFunction)
        {
            if (kind == StepKind.Into && code.FindFunction(pc) is { } callee)
                return await EnterAsync(callee, cancellationToken).ConfigureAwait(false);
            return await ReturnAsync(activation, cancellationToken).ConfigureAwait(false);
        }

        if (code.FindStatement(pc) is not { } here)
            return new StepEnd(null, StatementScan.OneInstruction(statement, pc));
        if (here.IsSameLine(statement))
            return new StepEnd(null, here);
        return here.StartsAtPc ? new StepEnd(new RunOutcome.StepDone(), null) : new StepEnd(null, here);
    }

    private async ValueTask<StepEnd> EnterAsync(FunctionSpan callee, CancellationToken cancellationToken)
    {
        if (target.Pc < callee.BodyStart && target.Pc >= callee.Entry)
        {
            uint sp = target.Sp;
            RunOutcome? reached = await runner.RunToAsync([callee.BodyStart], _ => ValueTask.FromResult(target.Sp <= sp), cancellationToken).ConfigureAwait(false);
            return new StepEnd(reached ?? new RunOutcome.StepDone(), null);
        }

        return new StepEnd(new RunOutcome.StepDone(), null);
    }

    // A callee without source, a tail call, or a handler: it is run back to the activation that is being stepped.
    private async ValueTask<StepEnd> ReturnAsync(Activation activation, CancellationToken cancellationToken)
    {
        FrameIdentity here = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        if (here is not { CallerPc: { } callerPc, Cfa: { } returnSp })
            return new StepEnd(new RunOutcome.StepDone($"The step ended in code whose caller is not known ({here.EndReason})."), null);
        RunOutcome? outcome = await runner.RunToAsync([callerPc], _ => HasReturned(returnSp, here.CallerIpsr), cancellationToken).ConfigureAwait(false);
        if (outcome is not RunOutcome.StepDone)
            return new StepEnd(outcome ?? new RunOutcome.StepDone("The step ended inside a call: no breakpoint comparator is free to run to its end."), null);
        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        return activation.IsBelow(cfa)
            ? new StepEnd(new RunOutcome.StepDone(), null)
            : new StepEnd(null, code.FindStatement(target.Pc));
    }

    // Right behind the return SP equals the CFA of the frame that has gone; in a deeper activation it is lower.
    private ValueTask<bool> HasReturned(uint cfa, uint callerIpsr) =>
        ValueTask.FromResult(target.Ipsr == callerIpsr && target.Sp >= cfa);

    private async ValueTask<bool> HasArrivedAsync(Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        if (target.Ipsr != activation.Ipsr)
            return activation.Ipsr != 0 && target.Ipsr == activation.Frame.CallerIpsr && target.Pc == activation.Frame.CallerPc;
        if (kind == StepKind.Into && code.FindFunction(target.Pc) is { } function && function.BodyStart == target.Pc)
            return true;
        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        return cfa is null || activation.Frame.Cfa is null || cfa >= activation.Frame.Cfa;
    }

    private sealed record Activation(FrameIdentity Frame, uint Ipsr, uint? FunctionEntry)
    {
        // The caller's CFA is above the callee's: it has at least pushed LR.
        public bool IsBelow(uint? cfa) => Frame.Cfa is { } own && cfa > own;
    }

    private sealed record StepEnd(RunOutcome? Outcome, Statement? Next);
}
