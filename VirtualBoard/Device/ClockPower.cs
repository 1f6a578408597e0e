using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>CLOCK and POWER at 0x40000000 (nRF52840 PS): oscillators start at once, TRACECONFIG is kept for the trace port, the rest is storage.</summary>
internal sealed class ClockPower(Processor cpu) : EventPeripheral(cpu, 0)
{
    public const uint BaseAddress = 0x4000_0000;
    private const uint SoftReset = 4;
    private const uint Running = 1 << 16;
    private readonly uint[] _storage = new uint[0x300];
    private bool _highCrystal, _lowRuns;
    private uint _resetReason;

    /// <summary>Notes a reset by software for RESETREAS.</summary>
    public void NoteSoftReset() => _resetReason |= SoftReset;

    public override void Reset()
    {
        // GPREGRET, RESETREAS and TRACECONFIG live through a soft reset.
        base.Reset();
        _highCrystal = _lowRuns = false;
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        foreach (uint value in _storage) state.Write(value);
        state.Write(_highCrystal);
        state.Write(_lowRuns);
        state.Write(_resetReason);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        for (int k = 0; k < _storage.Length; k++) _storage[k] = state.ReadUInt32();
        _highCrystal = state.ReadBoolean();
        _lowRuns = state.ReadBoolean();
        _resetReason = state.ReadUInt32();
    }

    protected override uint Read(uint offset) => offset switch
    {
        0x400 => _resetReason,
        0x408 => _highCrystal ? 1u : 0,
        0x40C => Running | (_highCrystal ? 1u : 0),
        0x414 => _lowRuns ? 1u : 0,
        0x418 => (_lowRuns ? Running : 0) | (Stored(0x518) & 3),
        0x41C => Stored(0x518) & 3,
        _ => Stored(offset),
    };

    protected override void Write(uint offset, uint value)
    {
        if (offset == 0x400) _resetReason &= ~value;
        else if (offset > 0x400) _storage[(offset - 0x400) >> 2] = value;
    }

    protected override void Start(uint task)
    {
        switch (task)
        {
            case 0x00:
                _highCrystal = true;
                Signal(0);
                break;
            case 0x04: _highCrystal = false; break;
            case 0x08:
                _lowRuns = true;
                Signal(1);
                break;
            case 0x0C: _lowRuns = false; break;
            case 0x10: Signal(3); break;
            default: break;
        }
    }

    private uint Stored(uint offset) => offset >= 0x400 ? _storage[(offset - 0x400) >> 2] : 0;
}
