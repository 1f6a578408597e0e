using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>The ROM table at 0xE00FF000: where the debug components are (DDI0403E C1.3).</summary>
internal sealed class RomTable() : DebugRegisters(CoreSightIdentity.OfNordicRomTable())
{
    public const uint BaseAddress = 0xE00F_F000;
    private const uint Present = 3;

    // System control space, DWT, FPB, ITM, TPIU, ETM, end.
    private static readonly uint[] Components = [0xE000_E000, 0xE000_1000, 0xE000_2000, 0xE000_0000, 0xE004_0000, 0xE004_1000];

    protected override uint ReadWord(uint offset, BusMaster master) =>
        offset / 4 < Components.Length ? (Components[offset / 4] - BaseAddress) | Present
        : offset == 0xFCC ? 1u          // MEMTYPE: system memory can be reached.
        : 0;

    protected override void WriteWord(uint offset, uint value, BusMaster master) { }
}
