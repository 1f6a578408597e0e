namespace RspDebug.VirtualBoard.Core;

/// <summary>Counts core clock cycles and says when the next timed device wants to run. The only clock there is: runs repeat exactly.</summary>
public sealed class Timeline
{
    private ITimed[] _devices = [];

    /// <summary>Core clock cycles since power-up; halted time counts only where a device adds it.</summary>
    public ulong Cycles { get; internal set; }

    /// <summary>The earliest <see cref="ITimed.DueCycle"/>; <see cref="ulong.MaxValue"/> when nothing is scheduled.</summary>
    public ulong NextDue { get; private set; } = ulong.MaxValue;

    /// <summary>Adds a timed device. Devices due at the same cycle run in the order they were added.</summary>
    public void Add(ITimed device)
    {
        _devices = [.. _devices, device];
        Reschedule();
    }

    /// <summary>A device calls this when its <see cref="ITimed.DueCycle"/> changed.</summary>
    public void Reschedule()
    {
        ulong due = ulong.MaxValue;
        foreach (ITimed device in _devices) due = Math.Min(due, device.DueCycle);
        NextDue = due;
    }

    internal void RunDue()
    {
        while (Cycles >= NextDue)
        {
            foreach (ITimed device in _devices)
                if (Cycles >= device.DueCycle) device.OnDue(Cycles);
            Reschedule();
        }
    }
}
