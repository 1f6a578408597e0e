namespace RspDebug.RspServer.Targets;

/// <summary>
/// What clients ask of a target besides running it. The stub calls it from one flow at a time. The target itself is an
/// <see cref="IRspTarget"/> that the stub alone uses, or an <see cref="ISharedTarget"/> that others run as well.
/// </summary>
/// <remarks>Orders that the target cannot carry out return a <see cref="TargetStatus"/>; exceptions are for bugs and lost links only.</remarks>
public interface ITargetAccess
{
    /// <summary>Registers, memory map and abilities; does not change while clients are served.</summary>
    TargetDescription Description { get; }

    /// <summary>Stops the target if it runs on its own, and tells why it is stopped. Called at attach.</summary>
    ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken);

    /// <summary>The threads, the stopped one first; at least one.</summary>
    ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken);

    /// <summary>Reads one register, little-endian; <paramref name="destination"/> has the register's size in bytes.</summary>
    /// <returns><see cref="TargetStatusCode.Ok"/>, or any other code: the register then reads as unavailable.</returns>
    ValueTask<TargetStatus> ReadRegisterAsync(RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes one register, little-endian.</summary>
    ValueTask<TargetStatus> WriteRegisterAsync(RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);

    /// <summary>Reads memory, also while running when <see cref="TargetDescription.MemoryWhileRunning"/> says so.</summary>
    /// <returns>Bytes read from the front; 0 when the first one cannot be read.</returns>
    ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes memory, all or an error.</summary>
    ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Sets a breakpoint or watchpoint. The stub never sets the same one twice.</summary>
    ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken);

    /// <summary>Removes what <see cref="InsertBreakpointAsync"/> set; the same value is passed.</summary>
    ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken);

    /// <summary>Resets the target and holds it before its first instruction.</summary>
    ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken);
}
