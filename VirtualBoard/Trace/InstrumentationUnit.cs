using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Debug;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>The ITM: stimulus ports, arbitration with DWT packets, timestamps, overflow (DDI0403E C1.7, packets by appendix D4).</summary>
internal sealed partial class InstrumentationUnit : DebugRegisters, IStateful
{
    public const uint BaseAddress = 0xE000_0000;
    private const uint PortsEnd = 0x080;
    private const uint UnlockKey = 0xC5AC_CE55;
    private const uint Enable = 1, TimestampEnable = 2, SynchronizationEnable = 4, HardwareEnable = 8;

    private readonly Timeline _timeline;
    private readonly TracePort _port;
    private readonly Func<bool> _isTraceEnabled;
    private uint _enabledPorts, _privilege, _control;
    private bool _locked = true;

    public InstrumentationUnit(Timeline timeline, TracePort port, Func<bool> isTraceEnabled)
        : base(CoreSightIdentity.OfArm(0xE, 0x001))
    {
        (_timeline, _port, _isTraceEnabled) = (timeline, port, isTraceEnabled);
        port.Drained = OnDrained;
    }

    private bool IsOn => _isTraceEnabled() && (_control & Enable) != 0;

    public override bool TryWrite(BusAccess access, uint value)
    {
        if (access.Offset >= PortsEnd) return base.TryWrite(access, value);
        int stimulus = (int)access.Offset >> 2;

        // TPR: one bit for eight ports. A write that is not allowed is ignored, it does not fault (C1.7.3).
        bool allowed = access.Master != BusMaster.CoreUnprivileged || (_privilege >> (stimulus >> 3) & 1) == 0;
        if (allowed && IsPortOn(stimulus)) EmitSoftware(stimulus, access.SizeInBytes, value);
        return true;
    }

    public void Save(StateWriter state)
    {
        foreach (uint value in (uint[])[_enabledPorts, _privilege, _control]) state.Write(value);
        state.Write(_locked);
        SaveTimes(state);
    }

    public void Restore(ref StateReader state)
    {
        _enabledPorts = state.ReadUInt32();
        _privilege = state.ReadUInt32();
        _control = state.ReadUInt32();
        _locked = state.ReadBoolean();
        RestoreTimes(ref state);
    }

    protected override uint ReadWord(uint offset, BusMaster master) => offset switch
    {
        < PortsEnd => IsPortOn((int)offset >> 2) && CanTake(5) ? 1u : 0,        // FIFOREADY: a word and its header fit.
        0xE00 => _enabledPorts,
        0xE40 => _privilege,
        0xE80 => _control | (_port.IsIdle ? 0 : 1u << 23),
        0xFB4 => _locked ? 3u : 1,
        _ => 0,
    };

    protected override void WriteWord(uint offset, uint value, BusMaster master)
    {
        if (offset == 0xFB0)
        {
            _locked = value != UnlockKey;
            return;
        }

        if (_locked && master != BusMaster.Debugger) return;
        switch (offset)
        {
            case 0xE00: _enabledPorts = value; break;
            case 0xE40: _privilege = value & 0xF; break;
            case 0xE80: WriteControl(value & 0x007F_0F1F); break;
        }
    }

    private bool IsPortOn(int stimulus) => IsOn && (_enabledPorts >> stimulus & 1) != 0;

    private void WriteControl(uint value)
    {
        uint started = value & ~_control;
        _control = value;
        _port.StreamId = (int)(value >> 16 & 0x7F);
        if ((started & TimestampEnable) != 0) _lastTimestamp = _timeline.Cycles;
    }
}
