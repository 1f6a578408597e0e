using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Engine.Sharing;

/// <summary>Breakpoints of other debuggers on the session's target. They share comparators with the user's own, and count against the same budget.</summary>
internal sealed class ForeignBreakpoints(ArmedBreakpoints armed, DataBreakpoints data)
{
    /// <summary>Stands for all of them among the ids of breakpoints that were hit; the user's own begin at 1.</summary>
    public const int Id = 0;

    private const string Owner = "another debugger";

    private readonly List<uint> _code = [];

    /// <summary>True when one stands at this address.</summary>
    public bool IsAt(uint address) => _code.Contains(address);

    /// <summary>Arms one.</summary>
    /// <returns>Null, or why it cannot be armed.</returns>
    public async ValueTask<string?> SetAsync(uint address, CancellationToken cancellationToken)
    {
        string? refusal = await armed.ArmAsync(address, Owner, cancellationToken).ConfigureAwait(false);
        if (refusal is null)
            _code.Add(address);
        return refusal;
    }

    /// <summary>Takes one away.</summary>
    public async ValueTask ClearAsync(uint address, CancellationToken cancellationToken)
    {
        if (_code.Remove(address))
            await armed.DisarmAsync(address, Owner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Arms a watchpoint.</summary>
    /// <returns>The watchpoint; not verified when it could not be armed, its message then says why.</returns>
    public ValueTask<DataBreakpoint> WatchAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken) =>
        data.AddForeignAsync(SpecOf(access, address, sizeInBytes), cancellationToken);

    /// <summary>Takes a watchpoint away.</summary>
    public ValueTask UnwatchAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken) =>
        data.RemoveForeignAsync(SpecOf(access, address, sizeInBytes), cancellationToken);

    /// <summary>The watchpoint of theirs among those that were hit, or null.</summary>
    public DataBreakpoint? FindWatch(IReadOnlyList<int> ids) => data.Foreign.FirstOrDefault(watch => ids.Contains(watch.Id));

    private static DataBreakpointSpec SpecOf(DataAccess access, uint address, int sizeInBytes) =>
        new(address, sizeInBytes, $"a watchpoint of {Owner} at 0x{address:x8}", access);
}
