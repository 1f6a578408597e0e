using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Runs calls to their ends and callees to their bodies, each checked by SP and exception number, so that recursion and handlers pass by.</summary>
internal sealed class CallRunner(
    TargetState target, RunControl run, Runner runner, ArmedBreakpoints armed, InstructionStepper instructions, IFrameProbe frames, ICodeMap code,
    Action<string> announce)
{
    // newlib's longjmp has about twenty instructions.
    private const int MostJumpInstructions = 64;
    private bool _isSlowAnnounced;

    /// <summary>Runs the call or SVC at PC to the instruction behind it.</summary>
    public ValueTask<RunOutcome?> RunOverAsync(ThumbFlow call, CancellationToken cancellationToken) =>
        RunBackAsync(call.Next, target.Sp, target.Ipsr, cancellationToken);

    /// <summary>Runs the innermost frame to its caller.</summary>
    public ValueTask<RunOutcome?> ReturnAsync(uint callerPc, uint returnSp, uint callerIpsr, CancellationToken cancellationToken) =>
        RunBackAsync(callerPc, returnSp, callerIpsr, cancellationToken);

    private async ValueTask<RunOutcome?> RunBackAsync(uint pc, uint sp, uint ipsr, CancellationToken cancellationToken)
    {
        while (true)
        {
            RunOutcome? outcome = await RunWithCallsAsync([pc], _ => ValueTask.FromResult(HasReturned(sp, ipsr)), cancellationToken).ConfigureAwait(false);
            if (outcome is null)
                return await StepBackAsync(pc, sp, ipsr, cancellationToken).ConfigureAwait(false);
            // A longjmp that stayed below the frame is no return.
            if (outcome is not RunOutcome.StepDone || target.Pc == pc || target.Sp >= sp)
                return outcome;
        }
    }

    // All comparators are in use: slow, but it arrives. A pause gets through between two instructions.
    private async ValueTask<RunOutcome?> StepBackAsync(uint pc, uint sp, uint ipsr, CancellationToken cancellationToken)
    {
        if (!_isSlowAnnounced)
            announce("All breakpoint comparators are in use: calls are stepped through instruction by instruction, which is slow"
                + $"{(target.Link.StepsLetInterruptsIn ? "" : ", and interrupts wait meanwhile, so that ticks are lost")}. Remove a hardware breakpoint to run them at full speed.");
        _isSlowAnnounced = true;
        do
        {
            FunctionSpan? around = code.FindFunction(target.Pc);
            TargetStop stop = await instructions.TryStepBlockAsync(
                    address => address != pc && around is not null && code.FindFunction(address)?.Entry == around.Entry, cancellationToken).ConfigureAwait(false)
                ?? await instructions.StepAsync(cancellationToken).ConfigureAwait(false);
            if ((stop.Kind != TargetStopKind.Trap || armed.IsArmed(target.Pc))
                && await runner.ClassifyAsync(stop, cancellationToken).ConfigureAwait(false) is { } outcome)
                return outcome;
            await run.ServePendingAsync().ConfigureAwait(false);
            if (run.ShouldEnd)
                return run.IsAbandoned ? new RunOutcome.Abandoned() : new RunOutcome.Paused();
        }
        while (target.Pc != pc || !HasReturned(sp, ipsr));
        return new RunOutcome.StepDone();
    }

    /// <summary>Runs to one of the places while calls are made on the way: a <c>longjmp</c> out of them ends the run where it lands.</summary>
    /// <returns>Null when no comparator is free.</returns>
    public async ValueTask<RunOutcome?> RunWithCallsAsync(
        IReadOnlyList<uint> places, Func<CancellationToken, ValueTask<bool>> hasArrived, CancellationToken cancellationToken)
    {
        IReadOnlyList<(uint Start, uint End)> jumps = code.LongJumps;
        if (jumps.Count == 0 || places.Count + jumps.Count > armed.FreeComparators)
            return await runner.RunToAsync(places, hasArrived, cancellationToken).ConfigureAwait(false);
        RunOutcome? outcome = await runner.RunToAsync(
            [.. places, .. jumps.Select(j => j.Start)],
            token => jumps.Any(j => j.Start == target.Pc) ? ValueTask.FromResult(true) : hasArrived(token),
            cancellationToken).ConfigureAwait(false);
        if (outcome is not RunOutcome.StepDone || jumps.FirstOrDefault(j => j.Start == target.Pc) is not { End: > 0 } jump)
            return outcome;
        for (int i = 0; i < MostJumpInstructions && target.Pc >= jump.Start && target.Pc < jump.End; i++)
        {
            TargetStop stop = await instructions.StepAsync(cancellationToken).ConfigureAwait(false);
            if (stop.Kind != TargetStopKind.Trap)
                return await runner.ClassifyAsync(stop, cancellationToken).ConfigureAwait(false) ?? new RunOutcome.StepDone();
        }

        return new RunOutcome.StepDone();
    }

    /// <summary>Runs a handler back to the interrupted place, where user breakpoints have been met already.</summary>
    /// <returns>Null when no comparator is free.</returns>
    public ValueTask<RunOutcome?> FinishHandlerAsync(uint callerPc, uint returnSp, uint callerIpsr, CancellationToken cancellationToken) =>
        runner.RunToAsync([callerPc], _ => ValueTask.FromResult(HasReturned(returnSp, callerIpsr)), cancellationToken, isUserAsked: false);

    /// <summary>From anywhere in a callee's prologue to its body.</summary>
    /// <returns>False when the callee returned without having reached its body; else how the run ended.</returns>
    public async ValueTask<(bool IsInside, RunOutcome Outcome)> EnterAsync(FunctionSpan callee, CancellationToken cancellationToken)
    {
        if (target.Pc >= callee.BodyStart || target.Pc < callee.Entry)
            return (true, new RunOutcome.StepDone());
        uint sp = target.Sp, ipsr = target.Ipsr;
        FrameIdentity frame = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        List<uint> places = [callee.BodyStart];
        if (frame.CallerPc is { } back)
            places.Add(back);
        RunOutcome? reached = await runner.RunToAsync(
            places,
            _ => ValueTask.FromResult(target.Pc == callee.BodyStart
                ? target.Sp <= sp && target.Ipsr == ipsr
                : frame.ReturnSp is { } returnSp && HasReturned(returnSp, frame.CallerIpsr)),
            cancellationToken).ConfigureAwait(false);
        bool isBack = reached is RunOutcome.StepDone && target.Pc != callee.BodyStart;
        return (!isBack, reached ?? new RunOutcome.StepDone());
    }

    /// <summary>The function with source that a direct call reaches, through a linker's veneer too; null when there is none.</summary>
    public async ValueTask<FunctionSpan?> FindCalleeAsync(uint callTarget, CancellationToken cancellationToken) =>
        code.FindFunction(callTarget) ?? code.FindFunction(
            await target.Memory.RunAsync(memory => StatementScan.FollowVeneer(memory, callTarget), cancellationToken).ConfigureAwait(false));

    /// <summary>Right behind the return SP equals the CFA of the frame that has gone; in a deeper activation it is lower.</summary>
    public bool HasReturned(uint returnSp, uint callerIpsr) => target.Ipsr == callerIpsr && target.Sp >= returnSp;
}
