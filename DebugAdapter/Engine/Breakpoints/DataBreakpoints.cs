namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>The user's data breakpoints. One that does not fit into the free comparators is refused whole, before the server is asked.</summary>
internal sealed class DataBreakpoints(IWatchpointLink link, IdSource ids)
{
    private List<DataBreakpoint> _list = [];
    private readonly List<DataBreakpoint> _foreign = [];

    /// <summary>Watchpoint comparators of the core (DWT_CTRL.NUMCOMP); null when the target does not tell.</summary>
    public int? Comparators { get; set; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<DataBreakpoint> All => _list;

    /// <summary>Those that other debuggers on the same target set.</summary>
    public IReadOnlyList<DataBreakpoint> Foreign => _foreign;

    /// <summary>Those that are watched, the user's own first.</summary>
    public IEnumerable<DataBreakpoint> Armed => _list.Concat(_foreign).Where(b => b.IsVerified);

    /// <summary>Comparators in use.</summary>
    public int UsedComparators => Armed.SelectMany(PiecesOf).Distinct().Count();

    /// <summary>Replaces the list of the UI; what did not change stays armed.</summary>
    /// <returns>One for each of <paramref name="specs"/>, in order.</returns>
    public async ValueTask<IReadOnlyList<DataBreakpoint>> ReplaceAsync(IReadOnlyList<DataBreakpointSpec> specs, CancellationToken cancellationToken)
    {
        List<DataBreakpoint> old = _list, kept = [];
        foreach (DataBreakpointSpec spec in specs)
        {
            int same = old.FindIndex(b => b.Spec == spec && b.IsVerified);
            kept.Add(same >= 0 ? old[same] : new DataBreakpoint(ids.Next(), spec));
            if (same >= 0)
                old.RemoveAt(same);
        }

        foreach (DataBreakpoint gone in old.Where(b => b.IsVerified))
            await DisarmAsync(gone, cancellationToken).ConfigureAwait(false);
        _list = kept;
        foreach (DataBreakpoint breakpoint in kept.Where(b => !b.IsVerified))
            await ArmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
        return kept;
    }

    /// <summary>Watches for another debugger. One that cannot be watched is not kept; its message says why.</summary>
    public async ValueTask<DataBreakpoint> AddForeignAsync(DataBreakpointSpec spec, CancellationToken cancellationToken)
    {
        var watch = new DataBreakpoint(ids.Next(), spec);
        await ArmAsync(watch, cancellationToken).ConfigureAwait(false);
        if (watch.IsVerified)
            _foreign.Add(watch);
        return watch;
    }

    /// <summary>Ends what <see cref="AddForeignAsync"/> began.</summary>
    public async ValueTask RemoveForeignAsync(DataBreakpointSpec spec, CancellationToken cancellationToken)
    {
        if (_foreign.Find(watch => watch.Spec == spec) is not { } known)
            return;
        _foreign.Remove(known);
        await DisarmAsync(known, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts everything again, after a reset that cleared the comparators.</summary>
    public async ValueTask RearmAllAsync(CancellationToken cancellationToken)
    {
        DataBreakpoint[] armed = [.. Armed];
        foreach (DataBreakpoint breakpoint in armed)
            await DisarmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
        foreach (DataBreakpoint breakpoint in armed)
            await ArmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts these into a target that has none of them, after the link was lost.</summary>
    /// <param name="wanted">Those that were watched before; a try that failed half way has left some unverified.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask RestoreAsync(IReadOnlyList<DataBreakpoint> wanted, CancellationToken cancellationToken)
    {
        foreach (DataBreakpoint breakpoint in wanted) breakpoint.IsVerified = false;
        foreach (DataBreakpoint breakpoint in wanted)
            await ArmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a breakpoint out of the target for a moment, to let the access happen.</summary>
    public ValueTask LiftAsync(DataBreakpoint breakpoint, CancellationToken cancellationToken) => DisarmAsync(breakpoint, cancellationToken);

    /// <summary>Puts a lifted breakpoint back.</summary>
    public ValueTask ReplaceAsync(DataBreakpoint breakpoint, CancellationToken cancellationToken) => ArmAsync(breakpoint, cancellationToken);

    /// <summary>Removes everything: the session leaves the target as it found it.</summary>
    public async ValueTask DisarmAllAsync(CancellationToken cancellationToken)
    {
        foreach (DataBreakpoint breakpoint in Armed.ToArray())
            await DisarmAsync(breakpoint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why data cannot be watched at all, whatever is set: too long for the core. Null when it can.</summary>
    public string? RefusalBySize(uint address, long sizeInBytes)
    {
        if (address + (ulong)sizeInBytes > 1UL << 32)
            return $"{sizeInBytes} bytes at 0x{address:x8} reach beyond the 32-bit address space.";
        long needed = WatchPieces.Count(address, sizeInBytes), all = Comparators ?? 4;
        return needed <= all ? null : $"{sizeInBytes} bytes at 0x{address:x8} take {needed} watchpoint comparators of up to 4 aligned bytes, and the core has {all}. Watch a member or an element.";
    }

    private async ValueTask ArmAsync(DataBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        DataBreakpointSpec spec = breakpoint.Spec;
        breakpoint.Message = RefusalBySize(spec.Address, spec.SizeInBytes) ?? RefusalByBudget(spec);
        if (breakpoint.Message is not null)
            return;
        List<(uint Address, int SizeInBytes)> inserted = [];
        foreach ((uint address, int size) in PiecesToInsert(breakpoint))
        {
            if (await link.InsertWatchpointAsync(spec.Access, address, size, cancellationToken).ConfigureAwait(false) is not { } refusal)
            {
                inserted.Add((address, size));
                continue;
            }

            // Half a watched variable would miss accesses in silence.
            foreach ((uint taken, int length) in inserted)
                await link.RemoveWatchpointAsync(spec.Access, taken, length, cancellationToken).ConfigureAwait(false);
            breakpoint.Message = $"The server refused a watchpoint of {size} bytes at 0x{address:x8}: {refusal}. {UsedComparators} comparators are in use.";
            return;
        }

        breakpoint.IsVerified = true;
    }

    private async ValueTask DisarmAsync(DataBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        breakpoint.IsVerified = false;
        foreach ((uint address, int size) in PiecesToInsert(breakpoint))
            await link.RemoveWatchpointAsync(breakpoint.Spec.Access, address, size, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(DataAccess Access, uint Address, int SizeInBytes)> PiecesOf(DataBreakpoint breakpoint) =>
        WatchPieces.Split(breakpoint.Spec.Address, breakpoint.Spec.SizeInBytes).Select(piece => (breakpoint.Spec.Access, piece.Address, piece.SizeInBytes));

    // What somebody else watches already is in the target, and stays there.
    private IEnumerable<(uint Address, int SizeInBytes)> PiecesToInsert(DataBreakpoint breakpoint)
    {
        HashSet<(DataAccess, uint, int)> held = [.. Armed.Where(other => other != breakpoint).SelectMany(PiecesOf)];
        return [.. PiecesOf(breakpoint).Where(piece => !held.Contains(piece)).Select(piece => (piece.Address, piece.SizeInBytes))];
    }

    private string? RefusalByBudget(DataBreakpointSpec spec)
    {
        int needed = PiecesToInsert(new DataBreakpoint(0, spec)).Count();
        if (Comparators is not { } all || UsedComparators + needed <= all)
            return null;
        return $"'{spec.Name}' takes {needed} of the {all} watchpoint comparators of this core, and {UsedComparators} are in use ({string.Join(", ", Armed.Select(b => b.Spec.Name))}). Remove one to set this one.";
    }
}
