using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Runs freely until a temporary place is reached in the right frame, or something else ends the run.</summary>
internal sealed class Runner(
    TargetState target, RunControl run, ArmedBreakpoints armed, InstructionStepper stepper, IUserStops userStops, IFrameProbe frames)
{
    /// <summary>The owner of temporary breakpoints.</summary>
    public const string StepOwner = "step";

    // Where an interrupt came in while an armed address was to be left: the instruction there has not run yet.
    private (uint Pc, uint Sp, uint Ipsr)? _interrupted;

    /// <summary>Runs until a user breakpoint, a pause or a stop of the target's own.</summary>
    public ValueTask<RunOutcome> ContinueAsync(CancellationToken cancellationToken) => RunAsync([], NeverArrives, isUserAsked: true, cancellationToken);

    /// <summary>Arms <paramref name="places"/>, runs, and disarms them whatever happens.</summary>
    /// <param name="places">Even addresses.</param>
    /// <param name="hasArrived">Asked at one of the places: is this the right frame? Otherwise the run goes on.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <param name="isUserAsked">False when the target has been at the place before and user breakpoints there have had their say.</param>
    /// <returns>The outcome; null when the places cannot be armed for want of comparators.</returns>
    public async ValueTask<RunOutcome?> RunToAsync(
        IReadOnlyList<uint> places, Func<CancellationToken, ValueTask<bool>> hasArrived, CancellationToken cancellationToken, bool isUserAsked = true)
    {
        var taken = new List<uint>(places.Count);
        try
        {
            foreach (uint place in places)
            {
                if (await armed.ArmAsync(place, StepOwner, cancellationToken).ConfigureAwait(false) is not null)
                    return null;
                taken.Add(place);
            }

            return await RunAsync(places, hasArrived, isUserAsked, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (uint place in taken)
                await armed.DisarmAsync(place, StepOwner, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes an outcome of a stop that no temporary place explains; null when the run should go on.</summary>
    public async ValueTask<RunOutcome?> ClassifyAsync(TargetStop stop, CancellationToken cancellationToken)
    {
        if (run.IsAbandoned)
            return new RunOutcome.Abandoned();
        switch (stop.Kind)
        {
            case TargetStopKind.Ended:
                return new RunOutcome.Ended(stop);
            case TargetStopKind.Interrupted when run.ShouldEnd:
                return new RunOutcome.Paused();
            case TargetStopKind.Trap:
                IReadOnlyList<int>? ids = await userStops.DecideAsync(target.Pc, cancellationToken).ConfigureAwait(false);
                if (ids is { Count: > 0 })
                    return new RunOutcome.AtBreakpoint(ids);
                if (run.ShouldEnd)
                    return new RunOutcome.Paused();
                return ids is null ? await ClassifyDataAsync(stop, cancellationToken).ConfigureAwait(false) : null;
            case TargetStopKind.Watchpoint:
                return await ClassifyDataAsync(stop, cancellationToken).ConfigureAwait(false);
            default:
                return new RunOutcome.TargetStopped(stop);
        }
    }

    private async ValueTask<RunOutcome?> ClassifyDataAsync(TargetStop stop, CancellationToken cancellationToken) =>
        await userStops.DecideDataAsync(stop, cancellationToken).ConfigureAwait(false) switch
        {
            null => new RunOutcome.TargetStopped(stop),
            { Ids.Count: > 0 } data => new RunOutcome.AtDataBreakpoint(data.Ids, data.Text),
            _ => null,
        };

    private static ValueTask<bool> NeverArrives(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    private async ValueTask<RunOutcome> RunAsync(
        IReadOnlyList<uint> places, Func<CancellationToken, ValueTask<bool>> hasArrived, bool isUserAsked, CancellationToken cancellationToken)
    {
        while (true)
        {
            TargetStop stop = await ResumeAsync(cancellationToken).ConfigureAwait(false);
            if (stop.Kind == TargetStopKind.Trap && !run.ShouldEnd && Current == _interrupted)
                continue; // back from a handler that came in before the instruction here had run
            _interrupted = null;
            bool atPlace = stop.Kind == TargetStopKind.Trap && places.Contains(target.Pc);
            if (atPlace && await hasArrived(cancellationToken).ConfigureAwait(false))
            {
                IReadOnlyList<int>? ids = isUserAsked ? await userStops.DecideAsync(target.Pc, cancellationToken).ConfigureAwait(false) : null;
                return ids is { Count: > 0 } ? new RunOutcome.AtBreakpoint(ids) : new RunOutcome.StepDone();
            }

            RunOutcome? outcome = await ClassifyAsync(stop, cancellationToken).ConfigureAwait(false);
            if (outcome is RunOutcome.TargetStopped && atPlace && !run.ShouldEnd)
                outcome = null; // a deeper activation or a handler passed by
            if (outcome is not null)
                return outcome;
            await run.ServePendingAsync().ConfigureAwait(false);
        }
    }

    private (uint Pc, uint Sp, uint Ipsr) Current => (target.Pc, target.Sp, target.Ipsr);

    // From an armed address the core would stop again at once: one instruction is stepped first.
    private async ValueTask<TargetStop> ResumeAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        uint start = target.Pc;
        (uint Pc, uint Sp, uint Ipsr) before = Current;
        if (!armed.IsArmed(start))
            return await run.ResumeAsync(ResumeKind.Continue, cancellationToken).ConfigureAwait(false);
        TargetStop stop = await stepper.LeaveAsync(cancellationToken).ConfigureAwait(false);
        if (stop.Kind == TargetStopKind.Trap && target.Link.StepsLetInterruptsIn && target.Ipsr != before.Ipsr
            && (await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false)).CallerPc == start)
            _interrupted = before;
        bool isFree = stop.Kind == TargetStopKind.Trap && !run.ShouldEnd && (stop.Pc is not { } pc || !armed.IsArmed(pc));
        return isFree ? await run.ResumeAsync(ResumeKind.Continue, cancellationToken).ConfigureAwait(false) : stop;
    }
}
