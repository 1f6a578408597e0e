using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>TIMER (nRF52840 PS, "TIMER"): counts 16 MHz / 2^PRESCALER, captures, compares, and can clear or stop itself on a match.</summary>
internal sealed class Timer(Processor cpu, int interrupt, int channels) : ComparingCounter(cpu, interrupt, channels)
{
    // The core runs at 64 MHz: four cycles of it are one of the timer's 16 MHz clock.
    private const int CyclesPerTickShift = 2;
    private const uint PrescalerAfterReset = 4;
    private static readonly uint[] Masks = [0xFFFF, 0xFF, 0xFF_FFFF, 0xFFFF_FFFF];

    private uint _mode, _width;

    private int Shift => CyclesPerTickShift + (int)Prescaler;

    private uint Mask => Masks[_width];

    private uint Counter => (IsRunning ? Base + (uint)((Timeline.Cycles - Since) >> Shift) : Base) & Mask;

    public override void OnDue(ulong now)
    {
        // An instruction may span several ticks, and with a short CLEAR several periods: matches are taken one after the other.
        while (IsRunning && NextMatch() is var ticks && Since + (ticks << Shift) <= now)
        {
            Since += ticks << Shift;
            Base = (Base + (uint)ticks) & Mask;
            Match();
        }

        Schedule();
    }

    public override void Reset()
    {
        base.Reset();
        _mode = _width = 0;
        Prescaler = PrescalerAfterReset;
        Schedule();
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        state.Write(_mode);
        state.Write(_width);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        _mode = state.ReadUInt32();
        _width = state.ReadUInt32();
    }

    protected override uint Read(uint offset) => offset switch
    {
        0x504 => _mode,
        0x508 => _width,
        0x510 => Prescaler,
        _ => IsCompare(offset, out int channel) ? Compare[channel] : 0,
    };

    protected override void Write(uint offset, uint value)
    {
        Rebase();
        switch (offset)
        {
            case 0x504: _mode = value & 3; break;
            case 0x508: _width = value & 3; break;
            case 0x510: Prescaler = Math.Min(value & 15, 9); break;
            default:
                if (IsCompare(offset, out int channel)) Compare[channel] = value;
                break;
        }

        Schedule();
    }

    protected override void Start(uint task)
    {
        switch (task)
        {
            case 0x00 when !IsRunning:
                IsRunning = _mode == 0;
                Since = Timeline.Cycles;
                break;
            case 0x04 or 0x10: Stop(); break;
            case 0x08 when _mode != 0: Count(); break;
            case 0x0C: Set(0); break;
            case >= 0x40 when (task - 0x40) >> 2 < Compare.Length: Compare[(int)(task - 0x40) >> 2] = Counter; break;
            default: break;
        }

        Schedule();
    }

    private void Stop()
    {
        Base = Counter;
        IsRunning = false;
    }

    // Counter mode: one step for each COUNT task.
    private void Count()
    {
        Base = (Base + 1) & Mask;
        Match();
    }

    private void Match()
    {
        uint counter = Base;
        for (int k = 0; k < Compare.Length; k++)
        {
            if ((Compare[k] & Mask) != counter) continue;
            Signal(FirstCompareEvent + k);
            if ((Shorts & (1u << k)) != 0) Base = 0;
            if ((Shorts & (1u << (8 + k))) != 0) IsRunning = false;
        }
    }

    /// <summary>Ticks to the next match; a value that equals the counter matches after one whole turn.</summary>
    private ulong NextMatch()
    {
        ulong next = ulong.MaxValue >> 24;
        foreach (uint compare in Compare) next = Math.Min(next, ((compare - Base - 1) & Mask) + 1UL);
        return next;
    }

    // Counts so far go into the base; the fraction of a tick is kept.
    private void Rebase()
    {
        if (!IsRunning) return;
        ulong ticks = (Timeline.Cycles - Since) >> Shift;
        Base = (Base + (uint)ticks) & Mask;
        Since += ticks << Shift;
    }

    private void Schedule() => Schedule(IsRunning ? Since + (NextMatch() << Shift) : ulong.MaxValue);
}
