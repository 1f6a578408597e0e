using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Tests.Fakes;

/// <summary>A target of nops: a step moves pc by 2; a run ends at a breakpoint, at pc = <see cref="ExitAt"/>, or when interrupted.</summary>
internal sealed class FakeTarget : IRspTarget, IFlashTarget, IMonitorTarget
{
    public const uint RamStart = 0x20000000;
    public const int Comparators = 6;

    private readonly SemaphoreSlim _interrupt = new(0);
    private readonly Dictionary<int, byte[]> _registers = [];

    public FakeTarget()
    {
        foreach (RegisterDescription register in Description.Registers) _registers[register.Number] = new byte[register.SizeInBytes];
        for (int i = 0; i < Flash.Length; i += 2) (Flash[i], Flash[i + 1]) = (0x00, 0xbf);
        for (int i = 0; i < 13; i++) Set(i, 0x1000u + (uint)i);
        Set(CortexMRegisters.Sp, RamStart + 0x800);
        Set(CortexMRegisters.Msp, RamStart + 0x800);     // gdb warns unless SP equals MSP or PSP.
        Set(CortexMRegisters.Pc, 0x100);
        Set(CortexMRegisters.Xpsr, 0x01000000);
    }

    public TargetDescription Description { get; init; } = CortexMRegisters.Describe(floatingPoint: true) with
    {
        MemoryWhileRunning = true,
        Memory = [new(MemoryKind.Flash, new(0), 0x1000, 0x400), new(MemoryKind.Ram, new(RamStart), 0x1000)],
    };

    public byte[] Flash { get; } = new byte[0x1000];

    public byte[] Ram { get; } = new byte[0x1000];

    public HashSet<TargetBreakpoint> Breakpoints { get; } = [];

    public List<string> Orders { get; } = [];

    /// <summary>Reaching this pc exits with code 3.</summary>
    public uint ExitAt { get; init; } = 0xfff0;

    /// <summary>What the program does before each instruction.</summary>
    public Func<uint, IResumeHost, CancellationToken, ValueTask<TargetStop?>> OnInstruction { get; set; } = (_, _, _) => new((TargetStop?)null);

    /// <summary>Completes when a run found nothing to do and waits to be interrupted.</summary>
    public TaskCompletionSource Idle { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public uint Pc => Get(CortexMRegisters.Pc);

    public uint Get(int number) => BitConverter.ToUInt32(_registers[number]);

    public void Set(int number, uint value) => BitConverter.TryWriteBytes(_registers[number], value);

    public ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken) => new(new TargetStop.Halted());

    public ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken) => new([new RspThread(new(1), "main", "Thread <mode>")]);

    public ValueTask<TargetStatus> ReadRegisterAsync(RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (register.Name == "faultmask") return new(new TargetStatus(TargetStatusCode.Failed));
        _registers[register.Number].CopyTo(destination);
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> WriteRegisterAsync(RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        value.CopyTo(_registers[register.Number]);
        return new(TargetStatus.Ok);
    }

    public ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Memory<byte> memory = At(address);
        int count = Math.Min(memory.Length, destination.Length);
        memory[..count].CopyTo(destination);
        return new(count);
    }

    public ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (address.Value < RamStart || At(address).Length < bytes.Length) return new(new TargetStatus(TargetStatusCode.BadAddress, $"no RAM at {address}"));
        bytes.CopyTo(At(address));
        return new(TargetStatus.Ok);
    }

    public async Task<TargetStop> ResumeAsync(ResumeAction action, RspThreadId thread, IResumeHost host, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await OnInstruction(Pc, host, cancellationToken).ConfigureAwait(false) is { } stop) return stop;
            Set(CortexMRegisters.Pc, Pc + 2);
            if (action == ResumeAction.Step) return new TargetStop.Stepped();
            if (Breakpoints.FirstOrDefault(breakpoint => breakpoint.Address.Value == Pc && breakpoint.Kind < BreakpointKind.WriteWatchpoint) is { Length: > 0 } hit)
                return new TargetStop.Breakpoint(hit.Kind);
            if (Pc == ExitAt) return new TargetStop.Exited(3);
            if (Pc != 0x800) continue;
            Idle.TrySetResult();
            await _interrupt.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new TargetStop.Interrupted();
        }
    }

    public void Interrupt() => _interrupt.Release();

    public ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        Orders.Add($"insert {breakpoint.Kind} {breakpoint.Address.Value:x},{breakpoint.Length}");
        if (Breakpoints.Count == Comparators) return new(new TargetStatus(TargetStatusCode.NoComparator, "all 6 comparators are taken"));
        Breakpoints.Add(breakpoint);
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        Orders.Add($"remove {breakpoint.Kind} {breakpoint.Address.Value:x},{breakpoint.Length}");
        Breakpoints.Remove(breakpoint);
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken)
    {
        Set(CortexMRegisters.Pc, 0x100);
        Orders.Add("reset");
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> EraseFlashAsync(TargetAddress address, ulong lengthInBytes, CancellationToken cancellationToken)
    {
        Orders.Add($"erase {address.Value:x}+{lengthInBytes:x}");
        if ((ulong)At(address).Length < lengthInBytes) return new(new TargetStatus(TargetStatusCode.BadAddress));
        At(address)[..(int)lengthInBytes].Span.Fill(0xff);
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> WriteFlashAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Orders.Add($"program {address.Value:x}+{bytes.Length:x}");
        if (At(address).Length < bytes.Length) return new(new TargetStatus(TargetStatusCode.BadAddress));
        bytes.CopyTo(At(address));
        return new(TargetStatus.Ok);
    }

    public ValueTask<TargetStatus> FinishFlashAsync(CancellationToken cancellationToken)
    {
        Orders.Add("done");
        return new(TargetStatus.Ok);
    }

    public async ValueTask<TargetStatus> RunMonitorAsync(string command, IResumeHost console, CancellationToken cancellationToken)
    {
        if (command == "fail") return new TargetStatus(TargetStatusCode.Failed, "told to fail");
        if (command != "hello") return TargetStatus.Unsupported;
        await console.WriteConsoleAsync("hello, "u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await console.WriteConsoleAsync("world\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    }

    private Memory<byte> At(TargetAddress address) => address.Value switch
    {
        < 0x1000 => Flash.AsMemory((int)address.Value),
        >= RamStart and < RamStart + 0x1000 => Ram.AsMemory((int)(address.Value - RamStart)),
        _ => default,
    };
}
