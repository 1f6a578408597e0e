using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.RspClient;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>A live target behind a GDB server; the one place where the engine's words become RSP.</summary>
internal sealed partial class RspTargetLink : ITargetLink, IFlashLink
{
    private const byte InterruptSignal = 2, TrapSignal = 5;
    private RspSession _session;
    private LinkTraits _traits;
    private RegisterInfo[] _infos;
    private DoubtedMemory? _doubted;
    private bool[]? _inPacket;

    public RspTargetLink(RspSession session, LinkTraits traits)
    {
        _session = session;
        _traits = traits;
        _doubted = traits.ReadsZerosWhereNothingIs ? new DoubtedMemory(session) : null;
        _infos = RegistersOf(session);
        Registers = [.. _infos.Select((r, index) => new TargetRegister(index, r.Name, r.SizeInBits, RegisterNames.GroupOf(r.Name)))];
        Regions = session.MemoryMap is { } map ? [.. map.Regions.Select(Region)] : [];
    }

    /// <summary>Called when the server may have dropped all breakpoints (QEMU, asked for the reason of a halt); runs inside a resume.</summary>
    public Func<ValueTask>? BreakpointsLost { get; set; }

    /// <summary>True while the connection stands.</summary>
    public bool IsConnected => _session.Failure is null;

    /// <summary>Goes on with a new connection to the same target.</summary>
    /// <returns>False when it has other registers: then it is another target, and nothing is replaced.</returns>
    public async ValueTask<bool> TryReplaceAsync(RspSession session, LinkTraits traits)
    {
        RegisterInfo[] infos = RegistersOf(session);
        if (!infos.Select(r => (r.Name, r.SizeInBits)).SequenceEqual(_infos.Select(r => (r.Name, r.SizeInBits)))) return false;
        RspSession old = _session;
        (_session, _traits, _infos, _inPacket) = (session, traits, infos, null);
        _doubted = traits.ReadsZerosWhereNothingIs ? new DoubtedMemory(session) : null;
        await old.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public string LastPackets => _session.History.ToText();

    /// <inheritdoc/>
    public IReadOnlyList<TargetRegister> Registers { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TargetRegion> Regions { get; }

    /// <inheritdoc/>
    public bool StepsLetInterruptsIn => _traits.StepsLetInterruptsIn;

    /// <inheritdoc/>
    public bool WaitsBlockSteps => _traits.WaitsBlockSteps;

    /// <inheritdoc/>
    public bool StepsOffBreakpoints => _traits.StepsOffBreakpoints;

    /// <inheritdoc/>
    public bool StopsBeforeDataAccess => _traits.StopsBeforeDataAccess;

    /// <inheritdoc/>
    public TargetStop InitialStop => Describe(_session.InitialStop);

    /// <inheritdoc/>
    public LinkStatistics Statistics => new(
        _session.Statistics.PacketsSent, _session.Statistics.PacketsReceived, _session.Statistics.BytesSent,
        _session.Statistics.BytesReceived, _session.Statistics.Retransmissions + _session.Statistics.NaksSent);

    /// <inheritdoc/>
    public async ValueTask ReadRegistersAsync(RegisterValues values, TargetRegister? besides, CancellationToken cancellationToken)
    {
        RegisterSnapshot snapshot;
        if (besides is not null && _traits.TakesTwoRequests && _inPacket is not null && !_inPacket[besides.Index])
        {
            (snapshot, RegisterValue? more) = await _session.ReadRegistersAsync(_infos[besides.Index], cancellationToken).ConfigureAwait(false);
            values[besides.Index] = more?.ToUInt64();
        }
        else
        {
            snapshot = await _session.ReadRegistersAsync(cancellationToken).ConfigureAwait(false);
        }

        Take(snapshot, values);
    }

    private void Take(RegisterSnapshot snapshot, RegisterValues values)
    {
        _inPacket ??= [.. _infos.Select(info => snapshot.TryGet(info, out _))];
        foreach (TargetRegister register in Registers)
            if (snapshot.TryGet(_infos[register.Index], out RegisterValue value))
                values[register.Index] = value.ToUInt64();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadRegisterAsync(TargetRegister register, RegisterValues values, CancellationToken cancellationToken)
    {
        try
        {
            RegisterValue? value = await _session.ReadRegisterAsync(_infos[register.Index], cancellationToken).ConfigureAwait(false);
            values[register.Index] = value?.ToUInt64();
            return value is not null;
        }
        catch (RspRefusedException)
        {
            return false; // an everyday "no": QEMU hides FPU registers of a core without FPU
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteRegisterAsync(TargetRegister register, ulong value, CancellationToken cancellationToken) =>
        _session.WriteRegisterAsync(_infos[register.Index], value, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> InsertAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken)
    {
        return ReasonOf(await _session.InsertBreakpointAsync(
            TypeOf(holder), new(address), RspSession.ThumbBreakpointKind, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken) =>
        await _session.RemoveBreakpointAsync(TypeOf(holder), new(address), RspSession.ThumbBreakpointKind, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<string?> InsertWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken) =>
        ReasonOf(await _session.InsertBreakpointAsync(TypeOf(access), new(address), sizeInBytes, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask RemoveWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken) =>
        await _session.RemoveBreakpointAsync(TypeOf(access), new(address), sizeInBytes, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<TargetStop> ResumeAsync(ResumeKind kind, CancellationToken cancellationToken) =>
        ResumeAsync(kind == ResumeKind.Step ? ResumeAction.Step.Instance : ResumeAction.Continue.Instance, cancellationToken);

    /// <inheritdoc/>
    public bool StepsThroughRanges => _traits.StepsThroughRanges && _session.Capabilities.HasRangeStep;

    /// <inheritdoc/>
    public Task<TargetStop> StepRangeAsync(uint start, uint end, CancellationToken cancellationToken) =>
        ResumeAsync(new ResumeAction.RangeStep(new(start), new(end)), cancellationToken);

    private async Task<TargetStop> ResumeAsync(ResumeAction action, CancellationToken cancellationToken)
    {
        StopReply stop = _session.MayHoldInterrupt
            ? await ResumePastHeldInterruptAsync(action, cancellationToken).ConfigureAwait(false)
            : await _session.ResumeAsync(action, cancellationToken).ConfigureAwait(false);
        if (_session.MayHaveLostBreakpoints)
        {
            _session.MayHaveLostBreakpoints = false;
            if (BreakpointsLost is { } restore) await restore().ConfigureAwait(false);
        }

        return Describe(stop);
    }

    // An interrupt that crossed the stop before is kept by OpenOCD and pyOCD: it stops this resume at once, or gives its stop the wrong signal.
    private async Task<StopReply> ResumePastHeldInterruptAsync(ResumeAction action, CancellationToken cancellationToken)
    {
        uint? before = await ReadPcAsync(cancellationToken).ConfigureAwait(false);
        StopReply stop = await _session.ResumeAsync(action, cancellationToken).ConfigureAwait(false);
        if (_session.InterruptsSent > 0 || stop is not StopReply.Stopped { SignalNumber: InterruptSignal } held) return stop;
        bool hasRun = await ReadPcAsync(cancellationToken).ConfigureAwait(false) != before;
        return hasRun ? held with { SignalNumber = TrapSignal } : await _session.ResumeAsync(action, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<uint?> ReadPcAsync(CancellationToken cancellationToken)
    {
        RegisterSnapshot registers = await _session.ReadRegistersAsync(cancellationToken).ConfigureAwait(false);
        return registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : null;
    }

    /// <inheritdoc/>
    public bool ReadsBehindSteps => _traits.ReadsBehindSteps;

    /// <inheritdoc/>
    public async Task<(TargetStop Stop, bool AreRead)> StepAndReadAsync(RegisterValues values, TargetRegister? besides, CancellationToken cancellationToken)
    {
        RegisterInfo? more = besides is not null && _inPacket is not null && !_inPacket[besides.Index] ? _infos[besides.Index] : null;
        SteppedRegisters stepped = await _session.StepAndReadAsync(more, cancellationToken).ConfigureAwait(false);
        if (stepped.Registers is { } snapshot)
            Take(snapshot, values);
        if (more is not null)
            values[besides!.Index] = stepped.Besides?.ToUInt64();
        return (Describe(stepped.Stop), stepped.Registers is not null);
    }

    /// <inheritdoc/>
    public async ValueTask InterruptAsync(CancellationToken cancellationToken) =>
        await _session.InterruptAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<string> MonitorAsync(string command, CancellationToken cancellationToken)
    {
        MonitorReply reply = await SessionCommand.RunAsync(_session, command, cancellationToken).ConfigureAwait(false);
        return reply.Status switch
        {
            ReplyStatus.Ok => reply.Output,
            ReplyStatus.Unsupported => throw new EngineRequestException($"The server does not know the command '{command}'."),
            _ => throw new EngineRequestException($"The server refused '{command}' ({reply.Error}). {reply.Output}".TrimEnd()),
        };
    }

    /// <inheritdoc/>
    public async ValueTask RestoreSteppingAsync(CancellationToken cancellationToken) =>
        await StepSetUp.TryApplyAsync(_session, _traits.RestoreSteps, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DetachAsync(CancellationToken cancellationToken) => await _session.DetachAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    // Of two registers with one name the first is the target's, the other a server's alias (probe-rs).
    private static RegisterInfo[] RegistersOf(RspSession session) =>
        [.. session.Registers.Registers.DistinctBy(r => r.Name).Where(r => r.SizeInBytes <= sizeof(ulong))];

    private static string? ReasonOf(BreakpointOutcome outcome) => outcome switch
    {
        BreakpointOutcome.Done => null,
        BreakpointOutcome.Refused refused => $"{refused.Error} ({refused.Advice.TrimEnd('.')})",
        _ => "it has no breakpoints of this kind",
    };

    private static BreakpointType TypeOf(DataAccess access) => access switch
    {
        DataAccess.Write => BreakpointType.WriteWatchpoint,
        DataAccess.Read => BreakpointType.ReadWatchpoint,
        _ => BreakpointType.AccessWatchpoint,
    };

    private static BreakpointType TypeOf(BreakpointHolder holder) =>
        holder == BreakpointHolder.Hardware ? BreakpointType.Hardware : BreakpointType.Software;

    private static TargetRegion Region(MemoryRegion region) =>
        new(new MemoryRange((uint)region.Start.Value, (uint)Math.Min(region.SizeInBytes, uint.MaxValue)), region.Kind == RspClient.TargetDescription.MemoryKind.Ram)
        { EraseBlockInBytes = region.Kind == RspClient.TargetDescription.MemoryKind.Flash ? (int)region.BlockSizeInBytes : 0 };

    private TargetStop Describe(StopReply reply) => reply switch
    {
        StopReply.Stopped { Reason: HaltReason.Watchpoint watch } stop => new(TargetStopKind.Watchpoint, stop.SignalNumber, PcOf(stop), (uint)watch.Address.Value),
        StopReply.Stopped stop => new(KindOf(stop.SignalNumber), stop.SignalNumber, PcOf(stop)),
        StopReply.Exited exited => new(TargetStopKind.Ended, 0, Detail: $"exit code {exited.Status}"),
        StopReply.Terminated terminated => new(TargetStopKind.Ended, terminated.SignalNumber, Detail: $"signal {terminated.SignalNumber}"),
        StopReply.Unknown unknown => new(TargetStopKind.Signal, 0, Detail: unknown.Raw),
        _ => new(TargetStopKind.Ended, 0, Detail: "nothing is left to run"),
    };

    private static TargetStopKind KindOf(byte signal) => signal switch
    {
        TrapSignal => TargetStopKind.Trap,
        InterruptSignal => TargetStopKind.Interrupted,
        _ => TargetStopKind.Signal,
    };

    private uint? PcOf(StopReply.Stopped stop)
    {
        RegisterInfo? pc = Array.Find(_infos, r => r.Name == "pc");
        foreach (ExpeditedRegister register in stop.Registers)
            if (register.Number == pc?.Number && register.Value.Length >= 4)
                return BitConverter.ToUInt32(register.Value.Span);
        return null;
    }
}
