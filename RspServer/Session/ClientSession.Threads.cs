using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The part of a session that concerns threads and the shape of registers.</summary>
internal sealed partial class ClientSession
{
    private WireRegisters? _registers;

    /// <summary>Registers as this client sees them.</summary>
    public WireRegisters Registers => _registers ??= new WireRegisters(Target.Description, Personality);

    /// <summary>A thread's id as this personality spells it.</summary>
    public string ThreadText(RspThreadId thread) => Personality.ThreadText ?? thread.Value.ToString("x2");

    /// <summary>The stopped thread.</summary>
    public async ValueTask<RspThreadId> CurrentThreadAsync(CancellationToken cancellationToken)
    {
        using TargetHub.Lease lease = await hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RspThread> threads = await Target.GetThreadsAsync(cancellationToken).ConfigureAwait(false);
        return threads[0].Id;
    }

    /// <summary>The thread that register packets mean.</summary>
    public ValueTask<RspThreadId> SelectedThreadAsync(CancellationToken cancellationToken) =>
        GeneralThread is { } chosen ? new(chosen) : CurrentThreadAsync(cancellationToken);

    /// <summary>PC of the stopped thread; null when it cannot be read.</summary>
    public async ValueTask<TargetAddress?> ReadPcAsync(CancellationToken cancellationToken)
    {
        if (!Target.Description.TryFind(Target.Description.ProgramCounter, out RegisterDescription pc)) return null;
        RspThreadId thread = await CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        byte[] value = new byte[sizeof(ulong)];
        using TargetHub.Lease lease = await hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStatus status = await Target.ReadRegisterAsync(thread, pc, value.AsMemory(0, pc.SizeInBytes), cancellationToken).ConfigureAwait(false);
        return status.IsOk ? new TargetAddress(BitConverter.ToUInt64(value)) : null;
    }
}
