using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Engine.Execution;

// Step-in targets: the calls of the current line, and a step into one of them.
internal sealed partial class SourceStepper
{
    private StepTarget? _only;

    /// <summary>The functions that the rest of the current line may call, in the order of their addresses.</summary>
    /// <remarks>A call through a register is among them once the target stands at it: before, only execution tells where it goes.</remarks>
    public async ValueTask<IReadOnlyList<StepTarget>> FindTargetsAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (code.FindPlace(target.Pc) is not { Line: not null } start)
            return [];
        int visible = start.Inlined.Count - Inline.Hidden;
        return await target.Memory.RunAsync(memory => FindTargets(memory, start, visible), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Steps into one call of the current line; the others are stepped over.</summary>
    /// <param name="chosen">One of <see cref="FindTargetsAsync"/> at this stop.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask<RunOutcome> StepIntoAsync(StepTarget chosen, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (code.FindPlace(target.Pc) is not { Line: not null } start)
            return await StepLineAsync(StepKind.Into, cancellationToken).ConfigureAwait(false);
        int visible = start.Inlined.Count - Inline.Hidden;
        if (chosen.Copy is not null && ReferenceEquals(start.Inlined.ElementAtOrDefault(visible), chosen.Copy))
        {
            Inline.Show(start, visible + 1);
            return new RunOutcome.StepDone();
        }

        _only = chosen;
        try
        {
            return await WalkAsync(LineWalk.OfLine(start, visible, StepKind.Over, chosen.Copy), StepKind.Over, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _only = null;
        }
    }

    private List<StepTarget> FindTargets(ITargetMemory memory, CodePlace start, int visible)
    {
        LineWalk walk = LineWalk.OfLine(start, visible, StepKind.Over);
        var found = new SortedDictionary<uint, StepTarget>();
        RangeExits exits = StatementScan.Scan(memory, target.Pc, Contains, target.Xpsr);
        foreach (ThumbFlow call in exits.Calls)
        {
            uint? callee = call.Kind == ThumbFlowKind.Call ? call.Target
                : call.Address == target.Pc && call.BaseRegister >= 0 ? target.R(call.BaseRegister) & ~1u : null;
            if (callee is { } entry && code.FindPlace(call.Address)?.Inlined.Count == visible
                && (code.FindFunction(entry) ?? code.FindFunction(StatementScan.FollowVeneer(memory, entry))) is { } function)
                found[call.Address] = new StepTarget(function.Name, function, null);
        }

        return [.. found.Values.DistinctBy(t => (t.Function?.Entry, t.Copy))];

        bool Contains(uint address)
        {
            if (code.FindPlace(address) is not { } place || !walk.RunsThrough(address, place))
                return false;
            if (place.Inlined.Count > visible && place.Inlined[visible] is { } copy && address == copy.Entry)
                found[address] = new StepTarget(copy.Name, null, copy);
            return true;
        }
    }
}
