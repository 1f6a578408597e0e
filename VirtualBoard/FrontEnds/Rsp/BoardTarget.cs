using System.Collections.Immutable;
using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Debug;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>The board as a target of <see cref="RspServer"/>: what a GDB client sees of it.</summary>
/// <remarks>
/// Breakpoints in flash take an FPB comparator whether they were asked for as software or as hardware; in RAM they are BKPT instructions.
/// A step masks PendSV, SysTick and interrupts unless <c>monitor maskisr off</c>. HardFault is caught unless <c>monitor vector_catch none</c>.
/// </remarks>
public sealed partial class BoardTarget : IRspTarget, IFlashTarget, IMonitorTarget
{
    private static readonly RspThread Core = new(new RspThreadId(1), "cortex-m4");

    private readonly BoardHost _host;
    private readonly BoardDebugger _debugger;
    private readonly BreakpointUnits _units;
    private readonly Semihosting _semihosting;
    private readonly RegisterTampering? _tampering;
    private int _steps;
    private volatile bool _interrupted;

    /// <summary>Makes the target; the core goes on until a client attaches.</summary>
    public BoardTarget(BoardHost host, BoardTargetOptions? options = null)
    {
        _host = host;
        _tampering = options?.Tampering;
        _debugger = host.Use(board => new BoardDebugger(board) { MasksInterrupts = options?.MasksInterrupts ?? true });
        _units = new BreakpointUnits(_debugger);
        _semihosting = new Semihosting(host);
    }

    /// <inheritdoc/>
    public TargetDescription Description { get; } = CortexMRegisters.Describe(floatingPoint: true) with
    {
        MemoryWhileRunning = true,
        Memory =
        [
            new(MemoryKind.Flash, new(MemoryMap.FlashBase), MemoryMap.FlashSize, (int)DebugAddresses.FlashPage),
            new(MemoryKind.Ram, new(MemoryMap.CodeRamBase), MemoryMap.RamSize),
            new(MemoryKind.Rom, new(MemoryMap.FicrBase), 0x1000),
            new(MemoryKind.Flash, new(MemoryMap.UicrBase), 0x1000, (int)DebugAddresses.FlashPage),
            new(MemoryKind.Ram, new(MemoryMap.RamBase), MemoryMap.RamSize),
            new(MemoryKind.Ram, new(0x4000_0000), 0x2000_0000),
            new(MemoryKind.Ram, new(MemoryMap.PrivatePeripheralBase), MemoryMap.PrivatePeripheralSize),
        ],
    };

    /// <inheritdoc/>
    public ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken)
    {
        _host.Use(_ =>
        {
            _debugger.Attach();
            _debugger.Halt();
        });
        return new(new TargetStop.Halted());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken) => new([Core with { State = _host.Use(DescribeMode) }]);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ReadRegisterAsync(
        RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ulong value = _host.Use(board => BoardRegisters.Read(board.Processor, register.Number));
        for (int i = 0; i < destination.Length; i++) destination.Span[i] = (byte)(value >> (8 * i));
        return new(TargetStatus.Ok);
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteRegisterAsync(
        RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        ulong number = 0;
        for (int i = 0; i < value.Length; i++) number |= (ulong)value.Span[i] << (8 * i);
        _host.Use(board => BoardRegisters.Write(board.Processor, register.Number, number));
        return new(TargetStatus.Ok);
    }

    /// <inheritdoc/>
    public ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (address.Value > uint.MaxValue) return new(0);
        return new(_host.Use(board =>
        {
            int count = board.Bus.Read((uint)address.Value, destination.Span);
            _units.HidePatches((uint)address.Value, destination.Span[..count]);
            return count;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        bool written = address.Value <= uint.MaxValue && _host.Use(board => _units.Write(board.Bus, (uint)address.Value, bytes.Span));
        return new(written ? TargetStatus.Ok : new TargetStatus(TargetStatusCode.BadAddress, $"cannot write {bytes.Length} bytes at {address}: nothing there, or flash (use load)"));
    }

    /// <inheritdoc/>
    public async Task<TargetStop> ResumeAsync(ResumeAction action, RspThreadId thread, IResumeHost host, CancellationToken cancellationToken)
    {
        _interrupted = false;
        while (true)
        {
            bool steps = action == ResumeAction.Step;
            if (await _semihosting.TryRunAsync(_debugger, host, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                if (outcome is { } exited && exited.Stop is { } stop) return stop;
                if (steps) return new TargetStop.Stepped();
                if (_interrupted) return new TargetStop.Interrupted();
            }

            if (steps)
            {
                _host.Use(Step);
                return _host.Use(_ => Explain(stepped: true));
            }

            _host.Use(_ =>
            {
                if (!_interrupted) _debugger.Run();
            });
            await _host.WaitForStopAsync(cancellationToken).ConfigureAwait(false);
            if (!_host.Use(_ => _semihosting.IsCall(_debugger))) return _host.Use(_ => Explain(stepped: false));
        }
    }

    /// <inheritdoc/>
    public void Interrupt()
    {
        _interrupted = true;
        _host.Use(_ => _debugger.Halt());
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) =>
        new(_host.Use(_ => _units.Insert(breakpoint)));

    /// <inheritdoc/>
    public ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) =>
        new(_host.Use(_ => _units.Remove(breakpoint)));

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken)
    {
        _host.Use(_ =>
        {
            _debugger.Reset();
            _units.Rearm();
        });
        return new(TargetStatus.Ok);
    }

    private void Step(Board board)
    {
        _debugger.Step();
        if (_tampering is not { } tampering || ++_steps % tampering.EveryNthStep != 0) return;
        BoardRegisters.Write(board.Processor, tampering.Register, BoardRegisters.Read(board.Processor, tampering.Register) ^ tampering.ExclusiveOr);
    }

    private static string DescribeMode(Board board)
    {
        if (board.Processor.IsLockedUp) return "locked up";
        if (board.Processor.IsHandlerMode) return $"handler of exception {board.Processor.Ipsr}";
        return (board.Processor.Control & 2) != 0 ? "thread mode, PSP" : "thread mode, MSP";
    }

    /// <summary>Turns DFSR into a stop (C1.6.1).</summary>
    private TargetStop Explain(bool stepped)
    {
        const int SegmentationFault = 11;
        (DebugStatus status, bool lockedUp, uint watched) = _host.Use(board => (board.Debug.Status, board.Processor.IsLockedUp, board.Debug.LastWatchedAddress));
        if (lockedUp)
        {
            _debugger.Halt();
            return new TargetStop.Fault(SegmentationFault);
        }

        if ((status & DebugStatus.Watchpoint) != DebugStatus.None) return new TargetStop.Watchpoint(_units.KindOfWatchpoint(watched), new TargetAddress(watched));
        if ((status & DebugStatus.VectorCatch) != DebugStatus.None) return new TargetStop.Fault(SegmentationFault);
        if ((status & DebugStatus.Breakpoint) != DebugStatus.None)
            return new TargetStop.Breakpoint(_units.IsHardwareAt(_debugger.Pc) ? BreakpointKind.Hardware : BreakpointKind.Software);
        if (_interrupted) return new TargetStop.Interrupted();
        return stepped ? new TargetStop.Stepped() : new TargetStop.Halted();
    }
}
