using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>The 24-bit down counter (B3.3), always on the core clock: the nRF52840 has no reference clock for it.</summary>
/// <remarks>The counter is worked out from the cycle count; only its next zero is an event. It stands still while the core is halted: no cycles pass then.</remarks>
internal sealed class SysTick : ITimed
{
    private const uint Mask = 0xFF_FFFF;
    private readonly Processor _cpu;
    private bool _enabled, _interrupts, _counted;
    private uint _reload, _stopped;
    private ulong _zeroAt;

    public SysTick(Processor cpu)
    {
        _cpu = cpu;
        cpu.Timeline.Add(this);
    }

    public ulong DueCycle => _enabled ? _zeroAt : ulong.MaxValue;

    private ulong Now => _cpu.Timeline.Cycles;

    public uint Read(uint offset, BusMaster master)
    {
        switch (offset)
        {
            case 0x010:
                uint value = (_enabled ? 1u : 0) | (_interrupts ? 2u : 0) | 4 | (_counted ? 1u << 16 : 0);
                if (master != BusMaster.Debugger) _counted = false;
                return value;
            case 0x014: return _reload;
            case 0x018: return Current;
            default: return 0xC000_0000;
        }
    }

    public void Write(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x010:
                uint current = Current;
                _interrupts = (value & 2) != 0;
                Start((value & 1) != 0, current);
                break;
            case 0x014: _reload = value & Mask; break;
            case 0x018:
                _counted = false;
                Start(_enabled, 0);
                break;
            default: break;
        }
    }

    public void OnDue(ulong now)
    {
        _counted = true;
        if (_reload == 0)
        {
            // A reload of 0 stops the counter at its next wrap.
            _stopped = 0;
            _zeroAt = ulong.MaxValue;
        }
        else
        {
            ulong period = _reload + 1UL;
            _zeroAt += period * (((now - _zeroAt) / period) + 1);
        }

        if (_interrupts) _cpu.Nvic.SetPending(ExceptionNumber.SysTick);
    }

    public void Reset()
    {
        _enabled = _interrupts = _counted = false;
        _reload = _stopped = 0;
        _cpu.Timeline.Reschedule();
    }

    public void Save(StateWriter state)
    {
        state.Write(_enabled);
        state.Write(_interrupts);
        state.Write(_counted);
        state.Write(_reload);
        state.Write(_stopped);
        state.Write(_zeroAt);
    }

    public void Restore(ref StateReader state)
    {
        _enabled = state.ReadBoolean();
        _interrupts = state.ReadBoolean();
        _counted = state.ReadBoolean();
        _reload = state.ReadUInt32();
        _stopped = state.ReadUInt32();
        _zeroAt = state.ReadUInt64();
    }

    private uint Current
    {
        get
        {
            if (!_enabled || _zeroAt == ulong.MaxValue) return _stopped;
            ulong left = _zeroAt > Now ? _zeroAt - Now : 0;
            return left == _reload + 1UL ? 0 : (uint)left & Mask;
        }
    }

    // From 0 the counter first takes one clock to reload; from n it reaches 0 after n clocks.
    private void Start(bool enabled, uint current)
    {
        _enabled = enabled;
        _stopped = current;
        if (current != 0) _zeroAt = Now + current;
        else _zeroAt = _reload == 0 ? ulong.MaxValue : Now + _reload + 1;
        _cpu.Timeline.Reschedule();
    }
}
