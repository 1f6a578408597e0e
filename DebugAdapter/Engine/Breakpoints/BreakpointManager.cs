namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>
/// The user's breakpoints. The UI sends whole lists (one per file, one for functions, one for instructions); what did not change
/// stays armed and costs no packet.
/// </summary>
internal sealed class BreakpointManager(ArmedBreakpoints armed, IBreakpointResolver resolver, IdSource ids)
{
    private readonly Dictionary<string, List<UserBreakpoint>> _lists = new(StringComparer.Ordinal);

    /// <summary>All breakpoints.</summary>
    public IEnumerable<UserBreakpoint> All => _lists.Values.SelectMany(list => list);

    /// <summary>The breakpoints that are armed at an address.</summary>
    public IReadOnlyList<UserBreakpoint> At(uint address) => [.. All.Where(b => b.Addresses.Contains(address))];

    /// <summary>Replaces one list of the UI.</summary>
    /// <param name="list">Key of the list: a source path, or a name for functions and instructions.</param>
    /// <param name="specs">The whole new list.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>One breakpoint for each of <paramref name="specs"/>, in order.</returns>
    public async ValueTask<IReadOnlyList<UserBreakpoint>> ReplaceAsync(
        string list, IReadOnlyList<BreakpointSpec> specs, CancellationToken cancellationToken)
    {
        List<UserBreakpoint> old = _lists.GetValueOrDefault(list) ?? [];
        var kept = new List<UserBreakpoint>(specs.Count);
        foreach (BreakpointSpec spec in specs)
        {
            int same = old.FindIndex(b => b.Spec == spec && b.IsVerified);
            kept.Add(same >= 0 ? old[same] : new UserBreakpoint(ids.Next(), spec));
            if (same >= 0)
                old.RemoveAt(same);
        }

        // First free what is gone: the comparators are few.
        foreach (UserBreakpoint gone in old)
            await DisarmAsync(gone, cancellationToken).ConfigureAwait(false);
        foreach (UserBreakpoint breakpoint in kept.Where(b => !b.IsVerified))
            await ArmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
        _lists[list] = kept;
        return kept;
    }

    private async ValueTask ArmAsync(UserBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        ResolvedPlace place = resolver.Resolve(breakpoint.Spec);
        breakpoint.ActualPath = place.Path;
        breakpoint.ActualLine = place.Line;
        breakpoint.Message = place.Message;
        foreach (uint address in place.Addresses)
        {
            if (await armed.ArmAsync(address, breakpoint.Spec.Title, cancellationToken).ConfigureAwait(false) is { } refusal)
                breakpoint.Message = breakpoint.IsVerified ? $"Only {breakpoint.Addresses.Count} of {place.Addresses.Count} places are armed. {refusal}" : refusal;
            else
                breakpoint.Addresses.Add(address);
            if (breakpoint.IsVerified && breakpoint.Message is null && armed.FreeComparators == 0)
                breakpoint.Message = "This takes the last comparator, which stepping uses: steps over calls are slower until one is free.";
        }
    }

    private async ValueTask DisarmAsync(UserBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        foreach (uint address in breakpoint.Addresses)
            await armed.DisarmAsync(address, breakpoint.Spec.Title, cancellationToken).ConfigureAwait(false);
        breakpoint.Addresses.Clear();
    }
}
