using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

// Stretches that cannot be run to their exits at full speed, for want of comparators or of known exits: the server steps through the plain parts itself.
internal sealed partial class SourceStepper
{
    /// <summary>Steps through code while it is inside, as far as one packet brings it; at least one instruction.</summary>
    /// <param name="isInside">True for addresses where the target need not stop.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask<RunOutcome> StepInsideAsync(Func<uint, bool> isInside, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return await TryStepBlockAsync(isInside, cancellationToken).ConfigureAwait(false) ?? await StepOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunOutcome?> TryStepBlockAsync(Func<uint, bool> isInside, CancellationToken cancellationToken)
    {
        if (await instructions.TryStepBlockAsync(isInside, cancellationToken).ConfigureAwait(false) is not { } stop)
            return null;
        statistics.Blocks++;
        return await OutcomeAsync(stop, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunOutcome> OutcomeAsync(TargetStop stop, CancellationToken cancellationToken)
    {
        if (stop.Kind == TargetStopKind.Trap && !run.IsAbandoned && !armed.IsArmed(target.Pc))
            return run.ShouldEnd ? new RunOutcome.Paused() : new RunOutcome.StepDone();
        return await runner.ClassifyAsync(stop, cancellationToken).ConfigureAwait(false) ?? new RunOutcome.StepDone();
    }
}
