namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    /// <summary>The event register of WFE and SEV (B1.5.18).</summary>
    internal bool EventRegister { get; set; }

    /// <summary>WFI: sleeps until an exception would preempt if PRIMASK were clear (B1.5.19).</summary>
    internal void WaitForInterrupt()
    {
        SleepingForInterrupt = true;
        if (!Nvic.WakePending) Attention |= Attention.Sleeping;
    }

    internal void WaitForEvent()
    {
        SleepingForInterrupt = false;
        if (EventRegister) EventRegister = false;
        else if (!Nvic.WakePending) Attention |= Attention.Sleeping;
    }

    /// <summary>SEV, exception entry and return, and with SEVONPEND a newly pending interrupt.</summary>
    internal void SignalEvent()
    {
        EventRegister = true;
        if (IsSleeping && !SleepingForInterrupt) Wake();
    }

    internal bool SleepingForInterrupt { get; set; }

    internal void Wake() => Attention &= ~Attention.Sleeping;

    private StepOutcome Sleep()
    {
        if (Timeline.NextDue != ulong.MaxValue && Timeline.NextDue > Timeline.Cycles) Timeline.Cycles = Timeline.NextDue;
        return StepOutcome.Sleeping;
    }
}
