namespace RspDebug.DebugAdapter.Engine.Execution;

// What to do at a stop in the middle of a step.
internal sealed partial class SourceStepper
{
    private static readonly RunOutcome.StepDone LeftHandler = new("Returned from the exception handler.");

    private bool HasLeftHandler(Activation activation) => activation.Ipsr != 0 && target.Ipsr != activation.Ipsr && target.Ipsr == activation.Frame.CallerIpsr;

    /// <summary>Decides at a stop; null when the step goes on from here.</summary>
    private async ValueTask<RunOutcome?> JudgeAsync(LineWalk walk, Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        if (target.Ipsr != activation.Ipsr)
        {
            return HasLeftHandler(activation)
                ? LeftHandler
                : await ReturnAsync(walk, activation, cancellationToken).ConfigureAwait(false);
        }

        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        if (activation.IsBelow(cfa))
            return new RunOutcome.StepDone();
        if (!activation.IsSame(cfa) || FunctionEntryAt(target.Pc) != walk.FunctionEntry)
        {
            if (code.FindFunction(target.Pc) is { } callee && (kind == StepKind.Into || callee.Entry == _only?.Function?.Entry))
            {
                (bool isInside, RunOutcome outcome) = await _calls.EnterAsync(callee, cancellationToken).ConfigureAwait(false);
                return isInside ? outcome : await GoOnBehindReturnAsync(walk, activation, cancellationToken).ConfigureAwait(false);
            }

            return await ReturnAsync(walk, activation, cancellationToken).ConfigureAwait(false);
        }

        return Visit(walk);
    }

    private uint? FunctionEntryAt(uint pc) => code.FindPlace(pc)?.FunctionEntry ?? code.FindFunction(pc)?.Entry;

    private RunOutcome.StepDone? Visit(LineWalk walk)
    {
        if (code.FindPlace(target.Pc) is not { } here || walk.Visit(target.Pc, here) is not { } visible)
            return null;
        Inline.Show(here, visible);
        return new RunOutcome.StepDone();
    }

    // A callee without source, a tail call, or a handler: it is run back to the activation that is being stepped.
    private async ValueTask<RunOutcome?> ReturnAsync(LineWalk walk, Activation activation, CancellationToken cancellationToken)
    {
        FrameIdentity here = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        if (here is not { CallerPc: { } callerPc, ReturnSp: { } returnSp })
            return new RunOutcome.StepDone($"The step ended in code whose caller is not known ({here.EndReason}).");
        RunOutcome? outcome = await _calls.ReturnAsync(callerPc, returnSp, here.CallerIpsr, cancellationToken).ConfigureAwait(false);
        if (outcome is not RunOutcome.StepDone)
            return outcome ?? new RunOutcome.StepDone("The step ended inside a call: no breakpoint comparator is free to run to its end.");
        return await GoOnBehindReturnAsync(walk, activation, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunOutcome?> GoOnBehindReturnAsync(LineWalk walk, Activation activation, CancellationToken cancellationToken)
    {
        if (HasLeftHandler(activation))
            return LeftHandler;
        if (target.Ipsr != activation.Ipsr)
            return null;
        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        if (activation.IsBelow(cfa))
            return new RunOutcome.StepDone();
        return activation.IsSame(cfa) && FunctionEntryAt(target.Pc) == walk.FunctionEntry ? Visit(walk) : null;
    }

    private async ValueTask<bool> HasArrivedAsync(Activation activation, StepKind kind, CancellationToken cancellationToken)
    {
        if (target.Ipsr != activation.Ipsr)
            return HasLeftHandler(activation) && target.Pc == activation.Frame.CallerPc;
        if (code.FindFunction(target.Pc) is { } function && function.BodyStart == target.Pc && (kind == StepKind.Into || function.Entry == _only?.Function?.Entry))
            return true;
        uint? cfa = await frames.CurrentCfaAsync(cancellationToken).ConfigureAwait(false);
        return cfa is null || activation.Frame.Cfa is null || cfa >= activation.Frame.Cfa;
    }
}
