namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>Read-only identification of the Cortex-M4 (TRM 4.2 and 2.3).</summary>
internal static class IdentificationRegisters
{
    // ID_PFR0 .. ID_ISAR4 at 0xE000ED40.
    private static readonly uint[] Features =
    [
        0x0000_0030, 0x0000_0200, 0x0010_0000, 0x0000_0000, 0x0000_0030, 0x0000_0000, 0x0100_0000, 0x0000_0000,
        0x0114_1110, 0x0211_2000, 0x2123_2231, 0x0111_1131, 0x0131_0132,
    ];

    // PID4-7, PID0-3, CID0-3 of the system control space with FPU at 0xE000EFD0.
    private static readonly uint[] Components = [0x04, 0, 0, 0, 0x0C, 0xB0, 0x0B, 0x00, 0x0D, 0xE0, 0x05, 0xB1];

    public static uint Feature(uint offset) => Features[(offset - 0xD40) >> 2];

    public static uint Component(uint offset) => Components[(offset - 0xFD0) >> 2];
}
