using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug;

internal sealed partial class DataWatch
{
    private const uint ControlMask = 0x007F_1FFF;

    public void Save(StateWriter state)
    {
        state.Write(_control);
        state.Write(_cycleBase);
        state.Write(_frozenCycles);
        state.Write(_postCount);
        state.Write(_counters);
        foreach (WatchComparator comparator in _comparators)
        {
            state.Write(comparator.Comparand);
            state.Write((uint)comparator.MaskBits);
            state.Write(comparator.Control);
            state.Write(comparator.Matched);
        }
    }

    public void Restore(ref StateReader state)
    {
        _control = state.ReadUInt32();
        _cycleBase = state.ReadUInt64();
        _frozenCycles = state.ReadUInt32();
        _postCount = state.ReadUInt32();
        state.Read(_counters);
        foreach (WatchComparator comparator in _comparators)
        {
            Invalidate(comparator);
            comparator.Comparand = state.ReadUInt32();
            comparator.MaskBits = (int)state.ReadUInt32();
            comparator.WriteFunction(state.ReadUInt32());
            comparator.Matched = state.ReadBoolean();
            Invalidate(comparator);
        }

        RestartTimers();
        UpdateObservers();
    }

    protected override uint ReadWord(uint offset, BusMaster master) => offset switch
    {
        0x000 => (uint)ComparatorCount << 28 | _control,
        0x004 => CycleCount,
        0x008 or 0x00C or 0x010 or 0x014 or 0x018 => _counters[(offset - 8) >> 2],
        0x01C => !IsOn || _cpu.IsHalted ? uint.MaxValue : _cpu.Pc,       // PCSR
        >= 0x020 and < 0x060 => ReadComparator((int)(offset - 0x20) >> 4, offset & 0xF),
        _ => 0,
    };

    protected override void WriteWord(uint offset, uint value, BusMaster master)
    {
        switch (offset)
        {
            case 0x000: WriteControl(value); break;
            case 0x004: SetCycleCount(value); break;
            case 0x008 or 0x00C or 0x010 or 0x014 or 0x018: _counters[(offset - 8) >> 2] = (byte)value; break;
            case >= 0x020 and < 0x060: WriteComparator((int)(offset - 0x20) >> 4, offset & 0xF, value); break;
        }
    }

    private uint ReadComparator(int index, uint register) => register switch
    {
        0x0 => _comparators[index].Comparand,
        0x4 => (uint)_comparators[index].MaskBits,
        0x8 => _comparators[index].ReadFunction(),
        _ => 0,
    };

    private void WriteComparator(int index, uint register, uint value)
    {
        WatchComparator comparator = _comparators[index];
        Invalidate(comparator);
        switch (register)
        {
            case 0x0: comparator.Comparand = value; break;
            case 0x4: comparator.MaskBits = (int)Math.Min(value & 31, LargestMaskBits); break;
            case 0x8: comparator.WriteFunction(value & ~((index == 0 ? 0 : 1u << 7) | (index == 1 ? 0 : 1u << 8))); break;
        }

        Invalidate(comparator);
        UpdateObservers();
        RestartTimers();
    }

    private void WriteControl(uint value)
    {
        uint cycles = CycleCount;
        uint changed = _control ^ value;
        _control = value & ControlMask;
        if ((changed & CycleCounterEnable) != 0) SetCycleCount(cycles);
        _postCount = (_control >> 5) & 15;      // POSTINIT loads the counter on an enable.
        RestartTimers();
        UpdateObservers();
    }
}
