using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>The ETM's place in the debug system: identification and a control register that says "powered down". No instruction trace is modelled.</summary>
internal sealed class EmbeddedTrace() : DebugRegisters(CoreSightIdentity.OfArm(9, 0x925))
{
    public const uint BaseAddress = 0xE004_1000;
    private uint _control = 0x0000_0411;

    protected override uint ReadWord(uint offset, BusMaster master) => offset switch
    {
        0x000 => _control,
        0x004 => 0x8C80_2000,       // ETMCCR of the ETM-M4.
        0x010 => 2,                 // ETMSR: programming bit status.
        0x1E4 => 0x4114_F250,       // ETMIDR.
        0xFCC => 0x13,
        _ => 0,
    };

    protected override void WriteWord(uint offset, uint value, BusMaster master)
    {
        if (offset == 0) _control = value & 0x0000_FFFF;
    }
}
