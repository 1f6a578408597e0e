using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Engine.Session;

// Breakpoints: lists from the UI, and what a hit asks.
internal sealed partial class DebugSession
{
    /// <summary>Replaces one list of breakpoints; a running target is halted for a moment.</summary>
    /// <param name="list">Key of the list: a path, or a name for functions and instructions.</param>
    /// <param name="specs">The whole list.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public Task<IReadOnlyList<UserBreakpoint>> SetBreakpointsAsync(string list, IReadOnlyList<BreakpointSpec> specs, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.ShortHalt, () => _breakpoints.ReplaceAsync(list, specs, cancellationToken));

    /// <summary>Lines of a file between two lines that take a breakpoint.</summary>
    public Task<IReadOnlyList<int>> BreakableLinesAsync(string path, int firstLine, int lastLine) => _loop.PostAsync(CommandNeeds.Nothing, () =>
    {
        IReadOnlyList<int> lines = _image is null ? [] : [.. _image.Info.GetBreakableLines(_paths.ToRecorded(path), firstLine, lastLine)];
        return ValueTask.FromResult(lines);
    });

    private async ValueTask<bool> WantsToStopAsync(UserBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        BreakpointSpec spec = breakpoint.Spec;
        if (spec.Condition is { Length: > 0 } condition && !await ConditionHoldsAsync(breakpoint, condition, cancellationToken).ConfigureAwait(false))
            return false;
        breakpoint.Hits++;
        if (spec.HitCondition is { Length: > 0 } hits && HitCondition.Holds(hits, breakpoint.Hits) == false)
            return false;
        if (spec.LogMessage is not { Length: > 0 } message)
            return true;
        _events.OnOutput(OutputKind.Notice, await FormatLogMessageAsync(message, cancellationToken).ConfigureAwait(false) + "\n");
        return false;
    }
}
