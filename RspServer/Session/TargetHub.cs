using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>
/// The one owner of the target: orders from all clients pass here one by one, a run is shared by those who wait for it, and a
/// breakpoint lives as long as one client holds it.
/// </summary>
internal sealed partial class TargetHub(ITargetAccess target, ITargetRuns runs) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<TargetBreakpoint, HeldBreakpoint> _held = [];

    public ITargetAccess Target => target;

    /// <summary>Waits for the turn to use the target; dispose to pass it on.</summary>
    public async ValueTask<Lease> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lease(_gate);
    }

    /// <summary>Sets a breakpoint for one client; the target sees only the first owner's order.</summary>
    public async ValueTask<TargetStatus> InsertAsync(int client, TargetBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!_held.TryGetValue(Key(breakpoint), out HeldBreakpoint? held))
        {
            TargetStatus status = await target.InsertBreakpointAsync(breakpoint, cancellationToken).ConfigureAwait(false);
            if (!status.IsOk) return status;
            _held[Key(breakpoint)] = held = new HeldBreakpoint(breakpoint, []);
        }

        held.Owners.Add(client);
        return TargetStatus.Ok;
    }

    /// <summary>Gives up a client's breakpoint; one that it does not hold is removed already, which is well.</summary>
    public async ValueTask<TargetStatus> RemoveAsync(int client, TargetBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!_held.TryGetValue(Key(breakpoint), out HeldBreakpoint? held) || !held.Owners.Contains(client)) return TargetStatus.Ok;
        if (held.Owners.Count == 1)
        {
            TargetStatus status = await target.RemoveBreakpointAsync(held.Breakpoint, cancellationToken).ConfigureAwait(false);
            if (!status.IsOk) return status;
            _held.Remove(Key(breakpoint));
        }

        held.Owners.Remove(client);
        return TargetStatus.Ok;
    }

    /// <summary>Removes all that a client holds.</summary>
    public async ValueTask ReleaseAsync(int client, CancellationToken cancellationToken)
    {
        TargetBreakpoint[] owned;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
            owned = [.. _held.Values.Where(held => held.Owners.Contains(client)).Select(held => held.Breakpoint)];
        foreach (TargetBreakpoint breakpoint in owned) _ = await RemoveAsync(client, breakpoint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who set a breakpoint or watchpoint that covers an address.</summary>
    /// <param name="client">The client in question.</param>
    /// <param name="address">PC of a stop, or the address whose access stopped the target.</param>
    /// <param name="isData">Watchpoints are meant, not breakpoints.</param>
    /// <param name="cancellationToken">The session ends.</param>
    /// <returns>True for the client itself (perhaps among others), false when only others did, null when no client did.</returns>
    public async ValueTask<bool?> HoldsAsync(int client, TargetAddress address, bool isData, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        bool? holds = null;
        foreach (HeldBreakpoint held in _held.Values)
        {
            TargetBreakpoint breakpoint = held.Breakpoint;
            bool isHere = breakpoint.Kind >= BreakpointKind.WriteWatchpoint
                ? isData && address.Value + WidestAccess > breakpoint.Address.Value && address.Value < breakpoint.Address.Value + (ulong)breakpoint.Length
                : !isData && breakpoint.Address == address;
            if (isHere) holds = holds == true || held.Owners.Contains(client);
        }

        return holds;
    }

    /// <inheritdoc/>
    public async ValueTask<BreakpointKind?> FindBreakpointAsync(TargetAddress address, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        foreach (BreakpointKind kind in (BreakpointKind[])[BreakpointKind.Hardware, BreakpointKind.Software])
            if (_held.ContainsKey(new TargetBreakpoint(kind, address, 0))) return kind;
        return null;
    }

    public void Dispose() => _gate.Dispose();

    // Targets name the watched address, the accessed one, or the word around it.
    private const uint WidestAccess = 4;

    /// <summary>lldb 19 sets a Thumb breakpoint with kind 2 and removes it with kind 4, so that the kind tells no two apart.</summary>
    private static TargetBreakpoint Key(TargetBreakpoint breakpoint) =>
        breakpoint.Kind is BreakpointKind.Software or BreakpointKind.Hardware ? breakpoint with { Length = 0 } : breakpoint;

    private sealed record HeldBreakpoint(TargetBreakpoint Breakpoint, HashSet<int> Owners);

    /// <summary>One turn at the target.</summary>
    internal readonly struct Lease(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
