using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>TIMER (nRF52840 PS, "TIMER"): counts 16 MHz / 2^PRESCALER, captures, compares, and can clear or stop itself on a match.</summary>
internal sealed class Timer(Processor cpu, int interrupt, int channels) : EventPeripheral(cpu, interrupt), ITimed
{
    // The core runs at 64 MHz: four cycles of it are one of the timer's 16 MHz clock.
    private const int CyclesPerTickShift = 2;
    private const int FirstCompareEvent = 16;
    private static readonly uint[] Masks = [0xFFFF, 0xFF, 0xFF_FFFF, 0xFFFF_FFFF];

    private readonly uint[] _compare = new uint[channels];
    private bool _running;
    private uint _mode, _width, _prescaler = 4, _base;
    private ulong _since;

    public ulong DueCycle { get; private set; } = ulong.MaxValue;

    private int Shift => CyclesPerTickShift + (int)_prescaler;

    private uint Mask => Masks[_width];

    private uint Counter => (_running ? _base + (uint)((Timeline.Cycles - _since) >> Shift) : _base) & Mask;

    public void OnDue(ulong now)
    {
        // An instruction may span several ticks, and with a short CLEAR several periods: matches are taken one after the other.
        while (_running && NextMatch() is var ticks && _since + (ticks << Shift) <= now)
        {
            _since += ticks << Shift;
            _base = (_base + (uint)ticks) & Mask;
            Match();
        }

        Schedule();
    }

    public override void Reset()
    {
        base.Reset();
        Array.Clear(_compare);
        _running = false;
        _mode = _width = _base = 0;
        _prescaler = 4;
        Schedule();
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        foreach (uint value in (ReadOnlySpan<uint>)[.. _compare, _mode, _width, _prescaler, _base]) state.Write(value);
        state.Write(_running);
        state.Write(_since);
        state.Write(DueCycle);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        for (int k = 0; k < channels; k++) _compare[k] = state.ReadUInt32();
        _mode = state.ReadUInt32();
        _width = state.ReadUInt32();
        _prescaler = state.ReadUInt32();
        _base = state.ReadUInt32();
        _running = state.ReadBoolean();
        _since = state.ReadUInt64();
        DueCycle = state.ReadUInt64();
    }

    protected override uint Read(uint offset) => offset switch
    {
        0x504 => _mode,
        0x508 => _width,
        0x510 => _prescaler,
        >= 0x540 when (offset - 0x540) >> 2 < channels => _compare[(offset - 0x540) >> 2],
        _ => 0,
    };

    protected override void Write(uint offset, uint value)
    {
        Rebase();
        switch (offset)
        {
            case 0x504: _mode = value & 3; break;
            case 0x508: _width = value & 3; break;
            case 0x510: _prescaler = Math.Min(value & 15, 9); break;
            case >= 0x540 when (offset - 0x540) >> 2 < channels: _compare[(offset - 0x540) >> 2] = value; break;
            default: break;
        }

        Schedule();
    }

    protected override void Start(uint task)
    {
        switch (task)
        {
            case 0x00 when !_running:
                _running = _mode == 0;
                _since = Timeline.Cycles;
                break;
            case 0x04 or 0x10: Stop(); break;
            case 0x08 when _mode != 0: Count(); break;
            case 0x0C:
                _base = 0;
                _since = Timeline.Cycles;
                break;
            case >= 0x40 when (task - 0x40) >> 2 < channels: _compare[(task - 0x40) >> 2] = Counter; break;
            default: break;
        }

        Schedule();
    }

    private void Stop()
    {
        _base = Counter;
        _running = false;
    }

    // Counter mode: one step for each COUNT task.
    private void Count()
    {
        _base = (_base + 1) & Mask;
        Match();
    }

    private void Match()
    {
        uint counter = _base;
        for (int k = 0; k < channels; k++)
        {
            if ((_compare[k] & Mask) != counter) continue;
            Signal(FirstCompareEvent + k);
            if ((Shorts & (1u << k)) != 0) _base = 0;
            if ((Shorts & (1u << (8 + k))) != 0) _running = false;
        }
    }

    /// <summary>Ticks to the next match; a value that equals the counter matches after one whole turn.</summary>
    private ulong NextMatch()
    {
        ulong next = ulong.MaxValue >> 24;
        foreach (uint compare in _compare) next = Math.Min(next, ((compare - _base - 1) & Mask) + 1UL);
        return next;
    }

    // Counts so far go into the base; the fraction of a tick is kept.
    private void Rebase()
    {
        if (!_running) return;
        ulong ticks = (Timeline.Cycles - _since) >> Shift;
        _base = (_base + (uint)ticks) & Mask;
        _since += ticks << Shift;
    }

    private void Schedule()
    {
        DueCycle = _running ? _since + (NextMatch() << Shift) : ulong.MaxValue;
        Timeline.Reschedule();
    }
}
