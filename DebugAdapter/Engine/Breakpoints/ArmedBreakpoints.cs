namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>
/// The breakpoints that the target holds, by address. Several owners of one address share one comparator; a breakpoint beyond the
/// comparators is refused here, with the list of those that use them, before the server is asked.
/// </summary>
internal sealed class ArmedBreakpoints(IBreakpointLink link)
{
    private readonly Dictionary<uint, Armed> _armed = [];

    /// <summary>What the core offers; set once after attach.</summary>
    public ComparatorBudget Budget { get; set; } = ComparatorBudget.Unknown;

    /// <summary>Tells where the server can write a BKPT; decided by the memory map.</summary>
    public Func<uint, bool> IsRam { get; init; } = address => address is >= 0x2000_0000 and < 0x4000_0000;

    /// <summary>Set when a comparator was taken; cleared by whoever read it back.</summary>
    public bool HasNewHardware { get; set; }

    /// <summary>Hardware breakpoints in use.</summary>
    public int HardwareCount => _armed.Values.Count(a => a.Holder == BreakpointHolder.Hardware);

    /// <summary>Comparators that stepping may still take.</summary>
    public int FreeComparators => Budget.CodeComparators is { } all ? Math.Max(0, all - HardwareCount) : int.MaxValue;

    /// <summary>True when the target stops at <paramref name="address"/>.</summary>
    public bool IsArmed(uint address) => _armed.ContainsKey(address);

    /// <summary>Addresses that comparators hold.</summary>
    public IEnumerable<uint> HardwareAddresses => _armed.Where(a => a.Value.Holder == BreakpointHolder.Hardware).Select(a => a.Key);

    /// <summary>Arms, or adds an owner to what is armed.</summary>
    /// <param name="address">Even.</param>
    /// <param name="owner">Shown to the user when the comparators run out.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>Null, or why it cannot be armed and what to do.</returns>
    public async ValueTask<string?> ArmAsync(uint address, string owner, CancellationToken cancellationToken)
    {
        if (_armed.TryGetValue(address, out Armed? armed))
        {
            armed.Owners.Add(owner);
            return null;
        }

        BreakpointHolder holder = IsRam(address) ? BreakpointHolder.Software : BreakpointHolder.Hardware;
        if (holder == BreakpointHolder.Hardware && RefusalByBudget(address) is { } refusal)
            return refusal;
        string? reason = await link.InsertAsync(holder, address, cancellationToken).ConfigureAwait(false);
        if (reason is not null && holder == BreakpointHolder.Software && address <= Budget.LastAddress && RefusalByBudget(address) is null)
        {
            // Memory maps call much RAM that takes no write (OpenOCD: all but flash); a comparator may still match there.
            holder = BreakpointHolder.Hardware;
            reason = await link.InsertAsync(holder, address, cancellationToken).ConfigureAwait(false);
        }

        if (reason is not null)
            return $"The server refused a {Describe(holder)} breakpoint at 0x{address:x8}: {reason}. {HardwareCount} hardware breakpoints are set; remove one and try again.";
        _armed[address] = new Armed(holder, [owner]);
        HasNewHardware |= holder == BreakpointHolder.Hardware;
        return null;
    }

    /// <summary>Takes one owner away; the last one disarms.</summary>
    public async ValueTask DisarmAsync(uint address, string owner, CancellationToken cancellationToken)
    {
        if (!_armed.TryGetValue(address, out Armed? armed) || !armed.Owners.Remove(owner) || armed.Owners.Count > 0)
            return;
        _armed.Remove(address);
        await link.RemoveAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a breakpoint out of the target for a moment, to step off it.</summary>
    public async ValueTask LiftAsync(uint address, CancellationToken cancellationToken)
    {
        if (!_armed.TryGetValue(address, out Armed? armed))
            return;
        armed.IsLifted = true;
        await link.RemoveAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a lifted breakpoint back, unless its owners took it away meanwhile (and perhaps set it anew).</summary>
    public async ValueTask ReplaceAsync(uint address, CancellationToken cancellationToken)
    {
        if (!_armed.TryGetValue(address, out Armed? armed) || !armed.IsLifted)
            return;
        armed.IsLifted = false;
        await link.InsertAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts everything again, after a reset that cleared the comparators.</summary>
    /// <remarks>Removed first: a server that kept its list refuses a second insertion (OpenOCD), and one that lost it does not mind.</remarks>
    /// <returns>Those that the server refuses by now.</returns>
    public async ValueTask<IReadOnlyList<uint>> RearmAllAsync(CancellationToken cancellationToken)
    {
        List<uint> refused = [];
        foreach ((uint address, Armed armed) in _armed)
        {
            armed.IsLifted = false;
            await link.RemoveAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false);
            if (await link.InsertAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false) is not null)
                refused.Add(address);
        }

        HasNewHardware |= _armed.Count > 0;
        return refused;
    }

    /// <summary>Takes an owner away everywhere without asking the target, whose link is lost.</summary>
    public void Forget(string owner)
    {
        foreach ((uint address, Armed armed) in _armed.ToArray())
        {
            armed.Owners.RemoveAll(o => o == owner);
            if (armed.Owners.Count == 0)
                _armed.Remove(address);
        }
    }

    /// <summary>How many addresses are armed.</summary>
    public int Count => _armed.Count;

    /// <summary>Removes everything: the session leaves the target as it found it.</summary>
    public async ValueTask DisarmAllAsync(CancellationToken cancellationToken)
    {
        foreach ((uint address, Armed armed) in _armed)
            await link.RemoveAsync(armed.Holder, address, cancellationToken).ConfigureAwait(false);
        _armed.Clear();
    }

    private string? RefusalByBudget(uint address)
    {
        if (address > Budget.LastAddress)
            return $"The breakpoint unit of this core (FPBv1) matches code below 0x20000000 only; 0x{address:x8} is neither there nor in RAM.";
        if (Budget.CodeComparators is not { } all || HardwareCount < all)
            return null;
        string used = string.Join(", ", _armed.Where(a => a.Value.Holder == BreakpointHolder.Hardware).Select(a => a.Value.Owners[0]));
        return $"All {all} hardware breakpoints of this core are in use ({used}). Remove or disable one to set this one.";
    }

    private static string Describe(BreakpointHolder holder) => holder == BreakpointHolder.Hardware ? "hardware" : "software";

    private sealed record Armed(BreakpointHolder Holder, List<string> Owners)
    {
        public bool IsLifted { get; set; }
    }
}
