using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>RTC (nRF52840 PS, "RTC"): a 24-bit counter on 32,768 Hz / (PRESCALER + 1). The low-frequency clock is taken to run.</summary>
internal sealed class RealTimeCounter(Processor cpu, int interrupt, int channels) : ComparingCounter(cpu, interrupt, channels)
{
    // 64 MHz / 32,768 Hz = 15625 / 8 cycles.
    private const ulong CyclesNumerator = 15_625;
    private const ulong CyclesDenominator = 8;
    private const uint Mask = 0xFF_FFFF;
    private const int TickEvent = 0, OverflowEvent = 1;

    private uint _enabled, _seen;

    private ulong Ticks => IsRunning ? (Timeline.Cycles - Since) * CyclesDenominator / CyclesNumerator / (Prescaler + 1) : 0;

    private uint Counter => (Base + (uint)Ticks) & Mask;

    public override void OnDue(ulong now)
    {
        uint passed = (Counter - _seen) & Mask;
        if (passed != 0) SignalEnabled(TickEvent);
        if (_seen + passed > Mask) SignalEnabled(OverflowEvent);
        for (int k = 0; k < Compare.Length; k++)
            if (((Compare[k] - _seen - 1) & Mask) < passed) SignalEnabled(FirstCompareEvent + k);
        _seen = (_seen + passed) & Mask;
        Schedule();
    }

    public override void Reset()
    {
        base.Reset();
        _enabled = _seen = 0;
        Schedule();
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        state.Write(_enabled);
        state.Write(_seen);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        _enabled = state.ReadUInt32();
        _seen = state.ReadUInt32();
    }

    protected override uint Read(uint offset) => offset switch
    {
        0x340 or 0x344 or 0x348 => _enabled,
        0x504 => Counter,
        0x508 => Prescaler,
        _ => IsCompare(offset, out int channel) ? Compare[channel] : 0,
    };

    protected override void Write(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x340: _enabled = value; break;
            case 0x344: _enabled |= value; break;
            case 0x348: _enabled &= ~value; break;
            case 0x508 when !IsRunning: Prescaler = value & 0xFFF; break;
            default:
                if (IsCompare(offset, out int channel)) Compare[channel] = value & Mask;
                break;
        }

        Schedule();
    }

    protected override void Start(uint task)
    {
        switch (task)
        {
            case 0x00 when !IsRunning:
                IsRunning = true;
                Since = Timeline.Cycles;
                break;
            case 0x04:
                Base = Counter;
                IsRunning = false;
                break;
            case 0x08: Set(0); break;
            case 0x0C: Set(0xFF_FFF0); break;
            default: break;
        }

        _seen = Counter;
        Schedule();
    }

    // An event exists only while EVTEN or INTEN wants it.
    private void SignalEnabled(int number)
    {
        if ((((_enabled | Interrupts) >> number) & 1) != 0) Signal(number);
    }

    // Every tick is an event while TICK is wanted; else only compares and the overflow are.
    private void Schedule()
    {
        ulong due = ulong.MaxValue;
        if (IsRunning)
        {
            ulong ticks = Ticks;
            uint counter = Counter;
            ulong next = ((_enabled | Interrupts) & 1) != 0 ? 1 : 0x100_0000UL - counter;
            foreach (uint compare in Compare) next = Math.Min(next, ((compare - counter - 1) & Mask) + 1UL);
            due = Since + ((((ticks + next) * (Prescaler + 1) * CyclesNumerator) + CyclesDenominator - 1) / CyclesDenominator);
        }

        Schedule(due);
    }
}
