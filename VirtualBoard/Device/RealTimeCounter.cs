using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>RTC (nRF52840 PS, "RTC"): a 24-bit counter on 32,768 Hz / (PRESCALER + 1). The low-frequency clock is taken to run.</summary>
internal sealed class RealTimeCounter(Processor cpu, int interrupt, int channels) : EventPeripheral(cpu, interrupt), ITimed
{
    // 64 MHz / 32,768 Hz = 15625 / 8 cycles.
    private const ulong CyclesNumerator = 15_625;
    private const ulong CyclesDenominator = 8;
    private const uint Mask = 0xFF_FFFF;
    private const int TickEvent = 0, OverflowEvent = 1, FirstCompareEvent = 16;

    private readonly uint[] _compare = new uint[channels];
    private bool _running;
    private uint _prescaler, _base, _enabled, _seen;
    private ulong _since;

    public ulong DueCycle { get; private set; } = ulong.MaxValue;

    private ulong Ticks => _running ? (Timeline.Cycles - _since) * CyclesDenominator / CyclesNumerator / (_prescaler + 1) : 0;

    private uint Counter => (_base + (uint)Ticks) & Mask;

    public void OnDue(ulong now)
    {
        uint passed = (Counter - _seen) & Mask;
        if (passed != 0) SignalEnabled(TickEvent);
        if (_seen + passed > Mask) SignalEnabled(OverflowEvent);
        for (int k = 0; k < channels; k++)
            if (((_compare[k] - _seen - 1) & Mask) < passed) SignalEnabled(FirstCompareEvent + k);
        _seen = (_seen + passed) & Mask;
        Schedule();
    }

    public override void Reset()
    {
        base.Reset();
        Array.Clear(_compare);
        _running = false;
        _prescaler = _base = _enabled = _seen = 0;
        Schedule();
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        foreach (uint value in (ReadOnlySpan<uint>)[.. _compare, _prescaler, _base, _enabled, _seen]) state.Write(value);
        state.Write(_running);
        state.Write(_since);
        state.Write(DueCycle);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        for (int k = 0; k < channels; k++) _compare[k] = state.ReadUInt32();
        _prescaler = state.ReadUInt32();
        _base = state.ReadUInt32();
        _enabled = state.ReadUInt32();
        _seen = state.ReadUInt32();
        _running = state.ReadBoolean();
        _since = state.ReadUInt64();
        DueCycle = state.ReadUInt64();
    }

    protected override uint Read(uint offset) => offset switch
    {
        0x340 or 0x344 or 0x348 => _enabled,
        0x504 => Counter,
        0x508 => _prescaler,
        >= 0x540 when (offset - 0x540) >> 2 < channels => _compare[(offset - 0x540) >> 2],
        _ => 0,
    };

    protected override void Write(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x340: _enabled = value; break;
            case 0x344: _enabled |= value; break;
            case 0x348: _enabled &= ~value; break;
            case 0x508 when !_running: _prescaler = value & 0xFFF; break;
            case >= 0x540 when (offset - 0x540) >> 2 < channels: _compare[(offset - 0x540) >> 2] = value & Mask; break;
            default: break;
        }

        Schedule();
    }

    protected override void Start(uint task)
    {
        switch (task)
        {
            case 0x00 when !_running:
                _running = true;
                _since = Timeline.Cycles;
                break;
            case 0x04:
                _base = Counter;
                _running = false;
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

    private void Set(uint value)
    {
        _base = value;
        _since = Timeline.Cycles;
    }

    // Every tick is an event while TICK is wanted; else only compares and the overflow are.
    private void Schedule()
    {
        ulong due = ulong.MaxValue;
        if (_running)
        {
            ulong ticks = Ticks;
            uint counter = Counter;
            ulong next = ((_enabled | Interrupts) & 1) != 0 ? 1 : 0x100_0000UL - counter;
            foreach (uint compare in _compare) next = Math.Min(next, ((compare - counter - 1) & Mask) + 1UL);
            due = _since + ((((ticks + next) * (_prescaler + 1) * CyclesNumerator) + CyclesDenominator - 1) / CyclesDenominator);
        }

        DueCycle = due;
        Timeline.Reschedule();
    }
}
