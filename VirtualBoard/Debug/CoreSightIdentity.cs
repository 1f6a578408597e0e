namespace RspDebug.VirtualBoard.Debug;

/// <summary>The read-only identification words of a CoreSight component at offsets 0xFD0 to 0xFFC (CoreSight Architecture, "Component and Peripheral ID registers").</summary>
internal sealed class CoreSightIdentity
{
    public const uint First = 0xFD0;
    private const uint Arm = 0x3B, ArmContinuation = 4;
    private const uint Nordic = 0x44, NordicContinuation = 2;

    private readonly uint[] _words;

    private CoreSightIdentity(uint componentClass, uint part, uint designer, uint continuation)
    {
        // PID4-7, PID0-3, CID0-3. Bit 3 of PID2: the designer is a JEP106 code.
        _words =
        [
            continuation, 0, 0, 0,
            part & 0xFF, (part >> 8) | ((designer & 0xF) << 4), (designer >> 4) | 8, 0,
            0x0D, componentClass << 4, 0x05, 0xB1,
        ];
    }

    /// <summary>A component of the Cortex-M4; class 0xE is memory of the core, 0x9 a CoreSight component.</summary>
    public static CoreSightIdentity OfArm(uint componentClass, uint part) => new(componentClass, part, Arm, ArmContinuation);

    /// <summary>The ROM table of the nRF52840: class 1, part 0x008.</summary>
    public static CoreSightIdentity OfNordicRomTable() => new(1, 0x008, Nordic, NordicContinuation);

    public uint Read(uint offset) => _words[(offset - First) >> 2];
}
