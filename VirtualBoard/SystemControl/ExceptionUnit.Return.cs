using System.Numerics;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.SystemControl;

internal sealed partial class ExceptionUnit
{
    /// <summary>ExceptionReturn (B1.5.8), as part of the instruction that loaded the PC.</summary>
    public void Return(uint link)
    {
        int returning = cpu.Ipsr;
        bool wasActive = Nvic.IsActive(returning);
        int nesting = BitOperations.PopCount(Nvic.Active);
        cpu.ExceptionObserver?.OnException(ExceptionChange.Exit, returning);
        Nvic.Deactivate(returning);
        if (returning != ExceptionNumber.NonMaskable) cpu.Faultmask = false;
        cpu.OnContextReturned();
        if (!wasActive || !IsValid(link, nesting))
        {
            FailReturn(link, Fault.InvalidPc);
            return;
        }

        // Tail-chain: what can preempt the level we return to is taken with the frame left where it is.
        if ((cpu.Attention & Attention.ExceptionPending) != Attention.None)
        {
            Chain(link | 0xF000_0000);
            return;
        }

        cpu.Timeline.Cycles += ReturnCycles;
        if (!TryPopStack(link)) return;
        cpu.ClearExclusive();
        cpu.SignalEvent();
        cpu.ExceptionObserver?.OnException(ExceptionChange.Return, cpu.Ipsr);
        if (!cpu.IsHandlerMode && Status.SleepsOnExit) cpu.WaitForInterrupt();
    }

    private bool IsValid(uint link, int nesting)
    {
        if ((link & 0x0FFF_FFE0) is not 0x0FFF_FFE0) return false;
        return (link & 0xF) switch
        {
            0x1 => nesting != 1,
            0x9 or 0xD => nesting == 1 || Status.AllowsThreadFromNested,
            _ => false,
        };
    }

    /// <summary>Takes the highest pending exception in place of the return.</summary>
    private void Chain(uint link)
    {
        cpu.Timeline.Cycles += TailChainCycles;
        Take(Nvic.Highest, link);
        cpu.NextPc = cpu.Pc;
    }

    /// <summary>INVPC: a UsageFault on top of the frame we failed to leave, nothing is stacked again.</summary>
    private void FailReturn(uint link, Fault fault)
    {
        bool canTake = Nvic.ExecutionPriority > -1;
        PendDerived(fault);
        if (canTake) Chain(link | 0xF000_0000);
        else
        {
            LockUp();
            cpu.NextPc = cpu.Pc;
        }
    }

    private bool TryPopStack(uint link)
    {
        bool extended = (link & 0x10) == 0, toThread = (link & 8) != 0, process = (link & 0xF) == 0xD;
        uint frame = process ? cpu.Psp : cpu.Msp;
        Span<uint> words = stackalloc uint[25];
        int count = extended && !cpu.FloatContext.IsPending ? 25 : 8;
        if (!TryLoad(frame, words[..count]))
        {
            FailReturn(link, Fault.UnstackingBusError);
            return false;
        }

        uint psr = words[7];
        int number = (int)(psr & 0x1FF);
        if ((number == 0) != toThread)
        {
            // Thread mode with an exception number, or Handler mode without one.
            FailReturn(link, Fault.InvalidPc);
            return false;
        }

        Restore(words, count, extended);
        uint align = (extended || Status.AlignsStack) && (psr & (1 << 9)) != 0 ? 4u : 0;
        uint stack = (frame + (extended ? ExtendedFrame : BasicFrame)) | align;
        if (process) cpu.Psp = stack;
        else cpu.Msp = stack;
        cpu.Xpsr = psr & ~(1u << 9);
        cpu.ProcessStackSelected = process;
        return true;
    }

    private void Restore(ReadOnlySpan<uint> words, int count, bool extended)
    {
        for (int k = 0; k < 4; k++) cpu.R[k] = words[k];
        cpu.R[12] = words[4];
        cpu.R[14] = words[5];
        cpu.NextPc = words[6] & ~1u;
        if (extended) cpu.FloatContext.IsPending = false;
        if (count > 8)
        {
            for (int k = 0; k < 16; k++) cpu.S[k] = words[8 + k];
            cpu.Fpscr = words[24];
        }

        cpu.FloatContextActive = extended;
    }

    private bool TryLoad(uint address, Span<uint> words)
    {
        for (int k = 0; k < words.Length; k++)
            if (!cpu.Bus.TryRead(address + (uint)(4 * k), 4, BusMaster.Core, out words[k])) return false;
        return true;
    }
}
