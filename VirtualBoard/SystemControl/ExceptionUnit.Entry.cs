using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.SystemControl;

internal sealed partial class ExceptionUnit
{
    private void Enter(uint returnAddress)
    {
        uint link = PushStack(returnAddress);
        cpu.Timeline.Cycles += EntryCycles;

        // Late arrival: what becomes pending while the frame is stored is taken instead, if it is more urgent.
        cpu.Timeline.RunDue();
        Take(Nvic.Highest, link);
    }

    /// <summary>ExceptionTaken: vector fetch and the switch to Handler mode.</summary>
    private void Take(int exception, uint link)
    {
        while (!cpu.Bus.TryRead(Status.VectorTable + (uint)(4 * exception), 4, BusMaster.Core, out uint vector) || !Switch(exception, link, vector))
        {
            if (exception is ExceptionNumber.HardFault or ExceptionNumber.NonMaskable)
            {
                Switch(exception, link, 1);
                LockUp();
                return;
            }

            Status.HardFaultStatus |= FaultStatus.HardVectorTable;
            Nvic.SetPending(ExceptionNumber.HardFault);
            exception = ExceptionNumber.HardFault;
        }

        cpu.ExceptionObserver?.OnException(ExceptionChange.Enter, exception);
        uint recorded = _recorded;
        _recorded = 0;
        cpu.DebugEvents?.OnVectorCatch(exception, recorded);
    }

    private bool Switch(int exception, uint link, uint vector)
    {
        cpu.ProcessStackSelected = false;
        cpu.Ipsr = exception;
        cpu.ItState = 0;
        cpu.FloatContextActive = false;
        cpu.R[14] = link;
        cpu.SetThumb((vector & 1) != 0);
        cpu.Pc = vector & ~1u;
        cpu.ClearExclusive();
        cpu.SignalEvent();
        Nvic.Activate(exception);
        return true;
    }

    /// <summary>Stores the frame (B1.5.6) and makes EXC_RETURN.</summary>
    private uint PushStack(uint returnAddress)
    {
        bool extended = cpu.FloatContextActive;
        uint size = extended ? ExtendedFrame : BasicFrame;
        bool align = extended || Status.AlignsStack;
        uint stack = cpu.R[13];
        bool padded = align && (stack & 4) != 0;
        uint frame = (stack - size) & (align ? ~7u : ~3u);
        uint psr = (cpu.Xpsr & ~(1u << 9)) | (padded ? 1u << 9 : 0);
        Span<uint> words = [cpu.R[0], cpu.R[1], cpu.R[2], cpu.R[3], cpu.R[12], cpu.R[14], returnAddress, psr];
        bool stored = TryStore(frame, words);
        if (extended && cpu.FloatContext.IsLazy) cpu.FloatContext.Defer(frame);
        else if (extended)
        {
            Span<uint> context = stackalloc uint[17];
            for (int k = 0; k < 16; k++) context[k] = cpu.S[k];
            context[16] = cpu.Fpscr;
            stored &= TryStore(frame + BasicFrame, context);
            cpu.Timeline.Cycles += EagerFloatCycles;
        }

        uint link = 0xFFFF_FFE1 | (extended ? 0 : 0x10u) | (cpu.IsHandlerMode ? 0 : 8u) | (cpu.ProcessStackSelected ? 4u : 0);
        cpu.R[13] = frame;
        if (!stored) PendDerived(Fault.StackingBusError);
        return link;
    }

    private bool TryStore(uint address, ReadOnlySpan<uint> words)
    {
        BusMaster master = cpu.IsPrivileged ? BusMaster.Core : BusMaster.CoreUnprivileged;
        for (int k = 0; k < words.Length; k++)
            if (!cpu.Bus.TryWrite(address + (uint)(4 * k), 4, master, words[k])) return false;
        return true;
    }
}
