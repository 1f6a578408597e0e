using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>A target that errs at every n-th step, in the way that a cause of the benchmark is named after.</summary>
/// <remarks>Damage on the link (<c>retransmit</c>) is made by the stub's personality.</remarks>
/// <param name="inner">The honest target.</param>
/// <param name="host">Its board.</param>
/// <param name="fault">What goes wrong, and how often.</param>
/// <param name="cutLink">Closes the connection.</param>
internal sealed partial class FaultyTarget(BoardTarget inner, BoardHost host, InjectedFault fault, Action cutLink) : IRspTarget, IMonitorTarget
{
    private const int Pc = 15;
    private const int SysTick = 15;
    private const int MostUrgentInterrupt = 16 + 20;
    private TaskCompletionSource? _interrupted;
    private int _steps;

    /// <inheritdoc/>
    public TargetDescription Description => inner.Description;

    /// <summary>How often it erred.</summary>
    public int Faults { get; private set; }

    /// <inheritdoc/>
    public ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken) => inner.HaltAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken) => inner.GetThreadsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ReadRegisterAsync(RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken) =>
        inner.ReadRegisterAsync(thread, Numbered(register), destination, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteRegisterAsync(RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        inner.WriteRegisterAsync(thread, NumberedForWrite(register), value, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken) =>
        inner.ReadMemoryAsync(address, destination, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (address.Value < SystemSpace) TamperWhileHalted();
        return inner.WriteMemoryAsync(address, bytes, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TargetStop> ResumeAsync(ResumeAction action, RspThreadId thread, IResumeHost resumeHost, CancellationToken cancellationToken)
    {
        if (action != ResumeAction.Step && IsFpscr(FpscrMistake.AtStop))
            return await TamperAtStopAsync(inner.ResumeAsync(action, thread, resumeHost, cancellationToken)).ConfigureAwait(false);
        if (action != ResumeAction.Step || !host.Use(board => Fits(board.Processor)) || ++_steps % fault.EveryNthStep != 0)
            return await inner.ResumeAsync(action, thread, resumeHost, cancellationToken).ConfigureAwait(false);
        switch (fault.Cause)
        {
            case StepCause.Timeout:
                Faults++;
                _interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _interrupted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                return new TargetStop.Interrupted();
            case StepCause.LinkLost:
                Faults++;
                cutLink();
                return new TargetStop.Lost();
            case StepCause.InterruptEntered:
                Faults++;
                host.Use(static board =>
                {
                    board.Processor.Nvic.SetPending(SysTick);
                    board.Processor.Nvic.SetPending(MostUrgentInterrupt);
                });
                await inner.RunMonitorAsync("maskisr off", resumeHost, cancellationToken).ConfigureAwait(false);
                TargetStop entered = await inner.ResumeAsync(action, thread, resumeHost, cancellationToken).ConfigureAwait(false);
                await inner.RunMonitorAsync("maskisr on", resumeHost, cancellationToken).ConfigureAwait(false);
                return entered;
            default:
                TargetStop stop = await inner.ResumeAsync(action, thread, resumeHost, cancellationToken).ConfigureAwait(false);
                if (host.Use(board => Damage(board.Processor))) Faults++;
                return stop;
        }
    }

    /// <inheritdoc/>
    public void Interrupt()
    {
        inner.Interrupt();
        _interrupted?.TrySetResult();
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken)
    {
        TamperWhileHalted();
        return inner.InsertBreakpointAsync(breakpoint, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) => inner.RemoveBreakpointAsync(breakpoint, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken) => inner.ResetAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> RunMonitorAsync(string command, IResumeHost console, CancellationToken cancellationToken) =>
        inner.RunMonitorAsync(command, console, cancellationToken);

    private bool Fits(Processor cpu) => fault.Cause switch
    {
        StepCause.ExceptionReturn => IsAtExceptionReturn(cpu),
        StepCause.NestingLost => cpu.IsHandlerMode && !IsAtExceptionReturn(cpu),
        StepCause.InterruptEntered => !cpu.IsHandlerMode && cpu.Nvic.IsEnabled(MostUrgentInterrupt),
        // An FP instruction may change FPSCR: nobody can tell a tool's change from its own.
        StepCause.FpscrClobbered when fault.Fpscr is not (FpscrMistake.AtStep or FpscrMistake.MisnumberedAndAtStep) => false,
        StepCause.FpscrClobbered => !IsAtExceptionReturn(cpu) && Halfword(cpu.Pc) is not (>= 0xEC00 and < 0xF000),
        _ => !IsAtExceptionReturn(cpu),
    };

    private bool IsAtExceptionReturn(Processor cpu)
    {
        if (!cpu.IsHandlerMode) return false;
        uint code = Halfword(cpu.Pc);
        bool isBranch = code == 0x4770 && cpu.GetRegister(14) >> 28 == 15; // BX LR
        return isBranch || code >> 8 == 0xBD || code == 0xE8BD;            // POP, POP.W
    }

    private uint Halfword(uint address) => host.Use(board =>
    {
        Span<byte> code = stackalloc byte[2];
        return board.Bus.Read(address, code) == 2 ? BitConverter.ToUInt16(code) : 0u;
    });

    private bool Damage(Processor cpu)
    {
        switch (fault.Cause)
        {
            case StepCause.WrongPc or StepCause.ExceptionReturn:
                cpu.SetRegister(Pc, cpu.Pc + (Halfword(cpu.Pc) >> 11 >= 0b11101 ? 4u : 2u)); // one instruction further
                return true;
            case StepCause.Alignment when Halfword(cpu.Pc) >> 11 >= 0b11101:
                cpu.SetRegister(Pc, cpu.Pc + 2); // the middle of a 32-bit instruction
                return true;
            case StepCause.RegisterClobbered:
                cpu.SetRegister(9, cpu.GetRegister(9) ^ 0x8000);
                return true;
            case StepCause.FpscrClobbered:
                cpu.Fpscr ^= RoundingMode;
                return true;
            case StepCause.NestingLost when cpu.IsHandlerMode:
                cpu.Xpsr &= ~0x1FFu; // the handler goes on as if it were Thread mode
                return true;
            default:
                return false;
        }
    }
}
