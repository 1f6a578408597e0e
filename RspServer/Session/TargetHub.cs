using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>
/// The one owner of the target: orders from all clients pass here one by one, a run is shared by those who wait for it, and a
/// breakpoint lives as long as one client holds it.
/// </summary>
internal sealed partial class TargetHub(IRspTarget target, CancellationToken lifetime) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<TargetBreakpoint, HeldBreakpoint> _held = [];

    public IRspTarget Target => target;

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

    public void Dispose() => _gate.Dispose();

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
