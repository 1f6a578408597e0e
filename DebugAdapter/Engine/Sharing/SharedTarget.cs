using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;
using RspDebug.RspServer.Targets;
using MemoryKind = RspDebug.RspServer.Targets.MemoryKind;
using MemoryRegion = RspDebug.RspServer.Targets.MemoryRegion;
using TargetAddress = RspDebug.RspServer.Targets.TargetAddress;
using TargetStop = RspDebug.RspServer.Targets.TargetStop;

namespace RspDebug.DebugAdapter.Engine.Sharing;

/// <summary>
/// The target of a debug session, offered to other debuggers. All of it goes through the session's engine loop: they see the memory and
/// registers that the user interface sees, step as it steps, and take comparators from the same budget.
/// </summary>
internal sealed partial class SharedTarget : ISharedTarget
{
    private static readonly IReadOnlyList<RspThread> Threads = [new(new RspThreadId(1), "Cortex-M")];

    private readonly DebugSession _session;
    private readonly SharedRegisters _registers;

    /// <summary>Offers a session's target, which is halted.</summary>
    public SharedTarget(DebugSession session)
    {
        _session = session;
        _registers = new SharedRegisters(session.Registers);
        TargetDescription cortex = CortexMRegisters.Describe(floatingPoint: false);
        Description = cortex with { Features = _registers.Features, Memory = [.. session.Regions.Select(Region)] };
    }

    /// <inheritdoc/>
    public TargetDescription Description { get; }

    /// <inheritdoc/>
    public ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken) => new(_present);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken) => new(Threads);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ReadRegisterAsync(RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            ulong? value = await _session.WithTargetAsync(async target =>
            {
                await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
                return await target.ReadAsync(_registers[register.Number].Name, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
            if (value is not { } known)
                return new TargetStatus(TargetStatusCode.Failed, $"the server does not give {register.Name}");
            byte[] wide = new byte[Math.Max(sizeof(ulong), destination.Length)];
            BinaryPrimitives.WriteUInt64LittleEndian(wide, known);
            wide.AsSpan(0, destination.Length).CopyTo(destination.Span);
            return TargetStatus.Ok;
        });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteRegisterAsync(RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            byte[] wide = new byte[Math.Max(sizeof(ulong), value.Length)];
            value.CopyTo(wide);
            await _session.WriteForeignRegisterAsync(_registers[register.Number], BinaryPrimitives.ReadUInt64LittleEndian(wide), cancellationToken).ConfigureAwait(false);
            return TargetStatus.Ok;
        });

    /// <inheritdoc/>
    public async ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int count = 0;
        if (address.Value > uint.MaxValue)
            return count;
        int size = (int)Math.Min((ulong)destination.Length, (1UL << 32) - address.Value);
        _ = await TryAsync(async () =>
        {
            byte[] bytes = await _session.ReadSharedMemoryAsync((uint)address.Value, size, cancellationToken).ConfigureAwait(false);
            bytes.CopyTo(destination);
            count = bytes.Length;
            return TargetStatus.Ok;
        }).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (address.Value + (ulong)bytes.Length > 1UL << 32)
            return new TargetStatus(TargetStatusCode.BadAddress, "beyond the 32-bit address space");
        await _session.WriteForeignMemoryAsync((uint)address.Value, bytes, cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (breakpoint.Address.Value > uint.MaxValue || (AccessOf(breakpoint.Kind) is not null && breakpoint.Length < 1))
            return new TargetStatus(TargetStatusCode.BadValue, "not an address or length of this target");
        uint address = (uint)breakpoint.Address.Value;
        string? refusal = AccessOf(breakpoint.Kind) is { } access
            ? await _session.WatchForeignAsync(access, address, breakpoint.Length, cancellationToken).ConfigureAwait(false)
            : await _session.WithBreakpointsAsync(foreign => foreign.SetAsync(address & ~1u, cancellationToken)).ConfigureAwait(false);
        return refusal is null ? TargetStatus.Ok : new TargetStatus(TargetStatusCode.NoComparator, refusal);
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        uint address = (uint)breakpoint.Address.Value;
        await _session.WithBreakpointsAsync(async foreign =>
        {
            if (AccessOf(breakpoint.Kind) is { } access)
                await foreign.UnwatchAsync(access, address, breakpoint.Length, cancellationToken).ConfigureAwait(false);
            else
                await foreign.ClearAsync(address & ~1u, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await _session.ResetForeignAsync(cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    // What the engine refuses is an answer to the client, with the engine's own words.
    private static async ValueTask<TargetStatus> TryAsync(Func<ValueTask<TargetStatus>> order)
    {
        try
        {
            return await order().ConfigureAwait(false);
        }
        catch (TargetRunningException running)
        {
            return new TargetStatus(TargetStatusCode.Running, running.Message);
        }
        catch (Exception refused) when (refused is EngineException or RspException)
        {
            return new TargetStatus(TargetStatusCode.Failed, refused.Message);
        }
    }

    private static DataAccess? AccessOf(BreakpointKind kind) => kind switch
    {
        BreakpointKind.WriteWatchpoint => DataAccess.Write,
        BreakpointKind.ReadWatchpoint => DataAccess.Read,
        BreakpointKind.AccessWatchpoint => DataAccess.ReadWrite,
        _ => null,
    };

    private static MemoryRegion Region(TargetRegion region) => new(
        region.IsRam ? MemoryKind.Ram : region.EraseBlockInBytes > 0 ? MemoryKind.Flash : MemoryKind.Rom,
        new TargetAddress(region.Range.Start), region.Range.SizeInBytes, region.EraseBlockInBytes);
}
