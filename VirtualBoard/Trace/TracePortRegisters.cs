using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Debug;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>The TPIU's registers (DDI0403E C1.10.3).</summary>
internal sealed class TracePortRegisters(TracePort port) : DebugRegisters(CoreSightIdentity.OfArm(9, 0x9A1)), IStateful
{
    private const uint ContinuousFormatting = 2, ManualFlush = 1 << 6;
    private const uint Manchester = 1, NonReturnToZero = 2;

    private uint _portSize = 1, _protocol = Manchester, _formatter = 0x102, _claim;

    /// <summary>ACPR: the SWO bit rate is the trace clock divided by this plus one.</summary>
    public uint Prescaler { get; private set; }

    /// <summary>FFCR.EnFCont.</summary>
    public bool Formats => (_formatter & ContinuousFormatting) != 0;

    /// <summary>SPPR selects SWO, in either coding.</summary>
    public bool IsSerial => _protocol is Manchester or NonReturnToZero;

    public ulong BitsPerByte => _protocol == NonReturnToZero ? 10u : 8u;

    public void Save(StateWriter state)
    {
        foreach (uint value in (uint[])[_portSize, _protocol, _formatter, _claim, Prescaler]) state.Write(value);
    }

    public void Restore(ref StateReader state)
    {
        _portSize = state.ReadUInt32();
        _protocol = state.ReadUInt32();
        _formatter = state.ReadUInt32();
        _claim = state.ReadUInt32();
        Prescaler = state.ReadUInt32();
    }

    protected override uint ReadWord(uint offset, BusMaster master) => offset switch
    {
        0x000 => 0x0000_000B,       // SSPSR: port sizes 1, 2, 4.
        0x004 => _portSize,
        0x010 => Prescaler,
        0x0F0 => _protocol,
        0x300 => 8,                 // FFSR: the formatter cannot be stopped.
        0x304 => _formatter,
        0xFA0 => 0xF,
        0xFA4 => _claim,
        0xFC8 => 0xCA1,             // DEVID: Manchester and NRZ, minimum buffer 4 bytes.
        0xFCC => 0x11,
        _ => 0,
    };

    protected override void WriteWord(uint offset, uint value, BusMaster master)
    {
        switch (offset)
        {
            case 0x004: _portSize = value; break;
            case 0x010: Prescaler = value & 0x1FFF; break;
            case 0x0F0: _protocol = value & 3; break;
            case 0x304: WriteFormatter(value); break;
            case 0xFA0: _claim |= value & 0xF; break;
            case 0xFA4: _claim &= ~value; break;
        }
    }

    private void WriteFormatter(uint value)
    {
        bool formatted = Formats;
        if (formatted && ((value & ManualFlush) != 0 || (value & ContinuousFormatting) == 0)) port.Flush();
        _formatter = (value & ContinuousFormatting) | 0x100;
        if (!formatted && Formats) port.EnqueueSynchronization();
    }
}
