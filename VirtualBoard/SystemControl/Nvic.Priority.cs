using System.Numerics;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.SystemControl;

public sealed partial class Nvic
{
    /// <summary>Works out what may be taken after any change of state; the core looks only at the result.</summary>
    internal void Update()
    {
        int unmasked = Math.Min(ActivePriority(), BasePriority());
        if (_cpu.Faultmask) unmasked = Math.Min(unmasked, -1);
        ExecutionPriority = _cpu.Primask ? Math.Min(unmasked, 0) : unmasked;
        Highest = FindHighest(Pending & Enabled & (_cpu.MaskInterrupts ? ~Maskable : ulong.MaxValue));
        int candidate = Highest == 0 ? NoPriority : GroupPriority(Highest);
        WakePending = candidate < unmasked;
        if (candidate < ExecutionPriority) _cpu.Attention |= Attention.ExceptionPending;
        else _cpu.Attention &= ~Attention.ExceptionPending;
        if (WakePending) _cpu.Wake();
    }

    /// <summary>True when the exception would preempt what runs.</summary>
    internal bool CanPreempt(int exception) => GroupPriority(exception) < ExecutionPriority;

    /// <summary>The part of the priority that decides on preemption (AIRCR.PRIGROUP).</summary>
    internal int GroupPriority(int exception) => Group(_priorities[exception]);

    private int Group(int priority) => priority < 0 ? priority : priority & ~((2 << _cpu.SystemControl.PriorityGroup) - 1);

    private int BasePriority() => _cpu.Basepri == 0 ? NoPriority : Group((int)_cpu.Basepri);

    private int ActivePriority()
    {
        int highest = NoPriority;
        for (ulong rest = Active; rest != 0; rest &= rest - 1) highest = Math.Min(highest, _priorities[BitOperations.TrailingZeroCount(rest)]);
        return highest == NoPriority ? NoPriority : Group(highest);
    }

    // Group and subpriority together are the whole byte; of equals the lowest number wins.
    private int FindHighest(ulong candidates)
    {
        int found = 0, best = NoPriority;
        for (; candidates != 0; candidates &= candidates - 1)
        {
            int number = BitOperations.TrailingZeroCount(candidates);
            if (_priorities[number] >= best) continue;
            best = _priorities[number];
            found = number;
        }

        return found;
    }
}
