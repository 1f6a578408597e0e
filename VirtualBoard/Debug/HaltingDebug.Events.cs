using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.SystemControl;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>Debug events that come from the core: breakpoints, vector catch, reset.</summary>
internal sealed partial class HaltingDebug
{
    // DEMCR vector catch bits (C1.6.5).
    private const int CatchReset = 0, CatchMemManage = 4, CatchNoCoprocessor = 5, CatchChecks = 6, CatchState = 7, CatchBus = 8, CatchHard = 10;

    // CFSR bits that tell the usage faults apart (B3.2.15).
    private const uint NoCoprocessor = 1 << 19, Checks = 1 << 24 | 1 << 25;

    /// <summary>A BKPT or a comparator match is about to execute (C1.4).</summary>
    public BreakpointAction OnBreakpoint()
    {
        if (Halt(DebugStatus.Breakpoint)) return BreakpointAction.Halt;
        Status |= DebugStatus.Breakpoint;
        return BreakpointAction.RaiseException;
    }

    /// <summary>A watchpoint matched: Debug state, or the monitor, or nothing (C1.4).</summary>
    public void OnWatchpoint()
    {
        if (Halt(DebugStatus.Watchpoint)) return;
        if (!cpu.Nvic.IsEnabled(ExceptionNumber.DebugMonitor) || !cpu.Nvic.CanPreempt(ExceptionNumber.DebugMonitor)) return;
        Status |= DebugStatus.Watchpoint;
        cpu.Nvic.SetPending(ExceptionNumber.DebugMonitor);
    }

    /// <summary>An exception was entered.</summary>
    public void OnVectorCatch(int number, uint status)
    {
        int bit = number switch
        {
            ExceptionNumber.HardFault => CatchHard,
            ExceptionNumber.MemManage => CatchMemManage,
            ExceptionNumber.BusFault => CatchBus,
            ExceptionNumber.UsageFault when (status & NoCoprocessor) != 0 => CatchNoCoprocessor,
            ExceptionNumber.UsageFault when (status & Checks) != 0 => CatchChecks,
            ExceptionNumber.UsageFault => CatchState,
            _ => -1,
        };
        if (bit >= 0 && (_monitor >> bit & 1) != 0) Halt(DebugStatus.VectorCatch);
    }

    /// <summary>The core was reset: the halting state ends unless the reset vector is caught. The debug configuration stays.</summary>
    public void OnReset()
    {
        _resetSeen = true;
        _monitor &= ~0x000D_0000u;
        _control &= DebugEnable;
        cpu.MaskInterrupts = false;
        cpu.Resume();
        if ((_monitor >> CatchReset & 1) != 0) Halt(DebugStatus.VectorCatch);
    }
}
