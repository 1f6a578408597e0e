using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>What all Nordic peripherals share (nRF52840 PS, "Peripheral interface"): tasks at 0x000, events at 0x100, INTEN at 0x300.
/// Event n is at 0x100 + 4n and bit n of INTEN; the interrupt line is high while an enabled event is set.</summary>
internal abstract class EventPeripheral(Processor cpu, int interrupt) : IBusDevice, IStateful
{
    private uint _events, _interrupts;

    /// <summary>The SHORTS register: which event starts which task.</summary>
    protected uint Shorts { get; private set; }

    /// <summary>INTEN.</summary>
    protected uint Interrupts => _interrupts;

    protected Timeline Timeline => cpu.Timeline;

    protected Bus Bus => cpu.Bus;

    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        if (!access.IsWord) return false;
        value = access.Offset switch
        {
            < 0x100 => 0,
            < 0x180 => (_events >> EventOf(access.Offset)) & 1,
            0x200 => Shorts,
            0x300 or 0x304 or 0x308 => _interrupts,
            _ => Read(access.Offset),
        };
        return true;
    }

    public bool TryWrite(BusAccess access, uint value)
    {
        if (!access.IsWord) return false;
        switch (access.Offset)
        {
            case < 0x100:
                if ((value & 1) != 0) Start(access.Offset);
                break;
            case < 0x180: Change((value & 1) != 0 ? _events | (1u << EventOf(access.Offset)) : _events & ~(1u << EventOf(access.Offset))); break;
            case 0x200: Shorts = value; break;
            case 0x300: Enable(value); break;
            case 0x304: Enable(_interrupts | value); break;
            case 0x308: Enable(_interrupts & ~value); break;
            default: Write(access.Offset, value); break;
        }

        return true;
    }

    /// <summary>Back to the state after power-up.</summary>
    public virtual void Reset()
    {
        Shorts = 0;
        _interrupts = 0;
        Change(0);
    }

    public virtual void Save(StateWriter state)
    {
        state.Write(_events);
        state.Write(_interrupts);
        state.Write(Shorts);
    }

    public virtual void Restore(ref StateReader state)
    {
        _events = state.ReadUInt32();
        _interrupts = state.ReadUInt32();
        Shorts = state.ReadUInt32();
    }

    /// <summary>Sets an event; the program clears it.</summary>
    protected void Signal(int number) => Change(_events | (1u << number));

    protected abstract uint Read(uint offset);

    protected abstract void Write(uint offset, uint value);

    /// <summary>Runs the task at an offset below 0x100.</summary>
    protected abstract void Start(uint task);

    private static int EventOf(uint offset) => (int)(offset - 0x100) >> 2;

    private void Enable(uint value)
    {
        _interrupts = value;
        Change(_events);
    }

    private void Change(uint events)
    {
        _events = events;
        cpu.Nvic.SetLine(interrupt, (_events & _interrupts) != 0);
    }
}
