using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>
/// The breakpoint audit of a live, halted target: is it the image, is the FPB on and free, does what is armed show in FP_COMPn, and does the
/// core stop at the armed address? Everything that was armed is removed again; the target has run on when it ends.
/// </summary>
internal sealed class LiveBreakpointAudit(ITargetLink link, LoadedImage image, LiveBreakpointOptions options, IProgress<string>? progress = null)
{
    private const int MostEmptyRuns = 3;
    private const string ServerAdvice = "Restart the server and power-cycle the target; if it stays, report the server and its version.";

    private readonly List<AuditFinding> _findings = [];
    private HashSet<uint> _foreign = [];
    private int _free;
    private int _readBack, _stops;

    /// <summary>Runs all checks.</summary>
    public async Task<AuditReport> RunAsync(CancellationToken cancellationToken)
    {
        await CheckImageAsync(cancellationToken).ConfigureAwait(false);
        await CheckComparatorsAsync(cancellationToken).ConfigureAwait(false);
        uint[] addresses = Sample([.. BreakpointAudit.LinesOf(image.Info).SelectMany(l => l.Locations).Select(l => (uint)l.Address.Value).Where(a => a <= FpbComparator.LastVersion1Address).Distinct().Order()], options.Samples);
        if (_free > 0)
        {
            foreach (uint[] batch in addresses.Chunk(_free))
                await CheckBatchAsync(batch, cancellationToken).ConfigureAwait(false);
            await CheckStopsAsync(cancellationToken).ConfigureAwait(false);
        }

        return AuditReport.Of("breakpoints", _findings, [new("readBack", (long)_readBack), new("stops", (long)_stops)]);
    }

    private async ValueTask CheckImageAsync(CancellationToken cancellationToken)
    {
        progress?.Report("comparing the image with the target");
        if (await ImageVerifier.FindDifferenceAsync(link, image.ReadOnlySections, ImageCheck.Full, cancellationToken).ConfigureAwait(false) is { } at)
            Report("stale-image", AuditSeverity.Error, $"The target's memory {(at.IsUnreadable ? "cannot be read where the image is" : "differs from the image")}: every address is in doubt.", "Load this image, or audit the one that runs.", at.Address);
    }

    // Before anything of ours is armed: what is enabled belongs to somebody else.
    private async ValueTask CheckComparatorsAsync(CancellationToken cancellationToken)
    {
        if (await FpbState.ReadAsync(link, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            Report("fpb-hidden", AuditSeverity.Note, "The server does not show the FPB: what it arms cannot be read back.", "Trust the stops alone, or use a server that gives access to 0xE0002000.", ComparatorBudget.FpCtrlAddress);
            _free = new BreakpointAuditOptions().Comparators;
            return;
        }

        _foreign = [.. state.Armed];
        _free = state.Comparators.Count(c => !c.IsEnabled);
        for (int i = 0; i < state.Comparators.Count; i++)
        {
            if (!state.Comparators[i].IsEnabled)
                continue;
            string what = state.Comparators[i].Addresses is [var address, ..] ? $"a breakpoint at 0x{address:x8}" : "a remapped word";
            Report("comparator-owned", AuditSeverity.Warning, $"Comparator {i} is in use by another tool ({what}): the core halts there, and one breakpoint less is to be had.", "End the other debugger, or reset the debug logic (power cycle).", FpbComparator.FirstAddress + (uint)(4 * i));
        }
    }

    private async ValueTask CheckBatchAsync(uint[] batch, CancellationToken cancellationToken)
    {
        List<uint> armed = await ArmAsync(batch, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await FpbState.ReadAsync(link, cancellationToken).ConfigureAwait(false) is not { } state)
                return;
            progress?.Report($"{_readBack} breakpoints read back");
            if (!state.IsEnabled && armed.Count > 0)
                Report("fpb-disabled", AuditSeverity.Error, "The server says that breakpoints are set, but the FPB is off (FP_CTRL.ENABLE is 0): none of them stops.", ServerAdvice, ComparatorBudget.FpCtrlAddress);
            foreach (uint missing in armed.Except(state.Armed))
                Report("not-armed", AuditSeverity.Error, "The server says that the breakpoint is set, but no comparator (FP_COMPn) has this address.", ServerAdvice, missing);
            foreach (uint other in state.Armed.Except(armed).Except(_foreign))
                Report("wrong-comparator", AuditSeverity.Error, "A comparator (address or REPLACE) stops the core here, where nothing was armed.", ServerAdvice, other);
            _readBack += armed.Intersect(state.Armed).Count();
        }
        finally
        {
            foreach (uint address in armed)
                await link.RemoveAsync(BreakpointHolder.Hardware, address, cancellationToken).ConfigureAwait(false);
        }

        if (await FpbState.ReadAsync(link, cancellationToken).ConfigureAwait(false) is { } after)
            foreach (uint left in after.Armed.Intersect(armed).Except(_foreign))
                Report("not-removed", AuditSeverity.Error, "The breakpoint was removed, but its comparator is still enabled.", ServerAdvice, left);
    }

    // Runs with as many addresses armed as fit; each is taken out once it was reached, so that the next run reaches others.
    private async ValueTask CheckStopsAsync(CancellationToken cancellationToken)
    {
        // The same lines in another order: those that follow each other in the image are often never reached together.
        var waiting = new Queue<uint>(Sample([.. BreakpointAudit.LinesOf(image.Info).SelectMany(l => l.Locations.Take(1)).Select(l => (uint)l.Address.Value).Where(a => a <= FpbComparator.LastVersion1Address).Distinct()], options.Stops * 4));
        List<uint> armed = [];
        int emptyRuns = 0;
        while (_stops < options.Stops && emptyRuns < MostEmptyRuns && (waiting.Count > 0 || armed.Count > 0))
        {
            armed.AddRange(await ArmAsync([.. Take(waiting, _free - armed.Count)], cancellationToken).ConfigureAwait(false));
            uint? stop = await RunToStopAsync(cancellationToken).ConfigureAwait(false);
            if (stop is null || (!armed.Contains(stop.Value) && _foreign.Contains(stop.Value)))
            {
                emptyRuns++;
                await DisarmAsync(armed, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!armed.Contains(stop.Value))
            {
                Report("stop-pc", AuditSeverity.Error, $"The core stopped at 0x{stop:x8}, where no breakpoint was armed (armed: {string.Join(", ", armed.Select(a => $"0x{a:x8}"))}).", ServerAdvice, stop.Value);
                break;
            }

            _stops++;
            progress?.Report($"{_stops} stops compared");
            armed.Remove(stop.Value);
            await link.RemoveAsync(BreakpointHolder.Hardware, stop.Value, cancellationToken).ConfigureAwait(false);
        }

        await DisarmAsync(armed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Resumes and gives the PC of the stop; null when the time was up and the target was halted.</summary>
    private async ValueTask<uint?> RunToStopAsync(CancellationToken cancellationToken)
    {
        Task<TargetStop> stop = link.ResumeAsync(ResumeKind.Continue, cancellationToken);
        if (await Task.WhenAny(stop, Task.Delay(options.RunLimit, cancellationToken)).ConfigureAwait(false) != stop)
        {
            await link.InterruptAsync(cancellationToken).ConfigureAwait(false);
            await stop.ConfigureAwait(false);
            return null;
        }

        if ((await stop.ConfigureAwait(false)).Kind != TargetStopKind.Trap)
            return null;
        var values = new RegisterValues(link.Registers.Count);
        await link.ReadRegistersAsync(values, null, cancellationToken).ConfigureAwait(false);
        return (uint?)values[link.Registers.First(r => r.Name == "pc").Index];
    }

    private async ValueTask<List<uint>> ArmAsync(IEnumerable<uint> addresses, CancellationToken cancellationToken)
    {
        List<uint> armed = [];
        foreach (uint address in addresses)
        {
            if (await link.InsertAsync(BreakpointHolder.Hardware, address, cancellationToken).ConfigureAwait(false) is { } refusal)
                Report("refused", AuditSeverity.Error, $"The server refused a breakpoint though a comparator is free: {refusal}.", ServerAdvice, address);
            else
                armed.Add(address);
        }

        return armed;
    }

    private async ValueTask DisarmAsync(List<uint> armed, CancellationToken cancellationToken)
    {
        foreach (uint address in armed)
            await link.RemoveAsync(BreakpointHolder.Hardware, address, cancellationToken).ConfigureAwait(false);
        armed.Clear();
    }

    private static IEnumerable<uint> Take(Queue<uint> queue, int count)
    {
        while (count-- > 0 && queue.TryDequeue(out uint address))
            yield return address;
    }

    private static uint[] Sample(uint[] all, int count) => all.Length <= count ? all : [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];

    private void Report(string rule, AuditSeverity severity, string text, string advice, uint address)
    {
        // A fault of the server shows in every batch: it is told once for each address.
        if (_findings.Exists(f => f.Rule == rule && f.Address == address))
            return;
        bool isCode = image.Info.TryFindLine(new(address), out Dwarf.Symbols.SourceLocation? source);
        _findings.Add(new(rule, severity, text, advice) { Address = address, File = isCode ? source!.File?.Path : null, Line = isCode ? source!.Line : null });
    }
}
