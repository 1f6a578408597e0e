using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Runs calls to their ends and callees to their bodies, each checked by SP and exception number, so that recursion and handlers pass by.</summary>
internal sealed class CallRunner(TargetState target, Runner runner, IFrameProbe frames, ICodeMap code)
{
    /// <summary>Runs the call or SVC at PC to the instruction behind it; null when no comparator is free.</summary>
    public ValueTask<RunOutcome?> RunOverAsync(ThumbFlow call, CancellationToken cancellationToken)
    {
        uint sp = target.Sp, ipsr = target.Ipsr;
        return runner.RunToAsync([call.Next], _ => ValueTask.FromResult(target.Ipsr == ipsr && target.Sp >= sp), cancellationToken);
    }

    /// <summary>Runs the innermost frame to its caller.</summary>
    /// <returns>Null when no comparator is free.</returns>
    public ValueTask<RunOutcome?> ReturnAsync(uint callerPc, uint returnSp, uint callerIpsr, CancellationToken cancellationToken) =>
        runner.RunToAsync([callerPc], _ => ValueTask.FromResult(HasReturned(returnSp, callerIpsr)), cancellationToken);

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
