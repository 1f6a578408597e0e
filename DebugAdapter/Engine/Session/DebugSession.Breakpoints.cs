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
        _loop.PostAsync(CommandNeeds.ShortHalt, async () =>
        {
            AnnounceShortHalt();
            IReadOnlyList<UserBreakpoint> breakpoints = await _fpscr.WatchAsync(
                "while breakpoints were set", () => _breakpoints.ReplaceAsync(list, specs, cancellationToken), cancellationToken).ConfigureAwait(false);
            await CheckArmedAsync(cancellationToken).ConfigureAwait(false);
            return breakpoints;
        });

    /// <summary>Lines of a file between two lines that take a breakpoint.</summary>
    public Task<IReadOnlyList<int>> BreakableLinesAsync(string path, int firstLine, int lastLine) => _loop.PostAsync(CommandNeeds.Nothing, () =>
    {
        IReadOnlyList<int> lines = _image is null ? [] : [.. _image.Info.GetBreakableLines(_paths.ToRecorded(path), firstLine, lastLine)];
        return ValueTask.FromResult(lines);
    });

    private async ValueTask<bool> WantsToStopAsync(UserBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        BreakpointSpec spec = breakpoint.Spec;
        if (spec.Condition is { Length: > 0 } condition && !await ConditionHoldsAsync(spec.Title, condition, cancellationToken).ConfigureAwait(false))
            return false;
        breakpoint.Hits++;
        if (spec.HitCondition is { Length: > 0 } hits && HitCondition.Holds(hits, breakpoint.Hits) == false)
            return false;
        if (spec.LogMessage is not { Length: > 0 } message)
            return true;
        _events.OnOutput(OutputKind.Notice, await FormatLogMessageAsync(message, cancellationToken).ConfigureAwait(false) + "\n");
        return false;
    }

    private bool _hasDoubts;

    // What was armed is read back where the target shows its FPB. A server may write the comparators only when it resumes, so this is a remark.
    private async ValueTask CheckArmedAsync(CancellationToken cancellationToken)
    {
        if (_hasDoubts || _armed.Budget.CodeComparators is null || !_armed.HasNewHardware)
            return;
        _armed.HasNewHardware = false;
        if (await FpbState.ReadAsync(_link, cancellationToken).ConfigureAwait(false) is not { } state)
            return;
        uint[] missing = state.IsEnabled ? [.. _armed.HardwareAddresses.Except(state.Armed)] : [.. _armed.HardwareAddresses];
        if (missing.Length == 0)
            return;
        _hasDoubts = true;
        string what = state.IsEnabled ? $"The breakpoint unit does not show {string.Join(", ", missing.Select(a => $"0x{a:x8}"))} (FP_COMPn)" : "The breakpoint unit is off (FP_CTRL.ENABLE is 0)";
        _events.OnOutput(OutputKind.Warning, $"{what}, though the server says that the breakpoint is set. If the target does not stop there, run `rsp-debug audit breakpoints --live`.\n");
    }
}
