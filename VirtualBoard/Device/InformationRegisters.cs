using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>FICR at 0x10000000 (read-only) and UICR at 0x10001000 (programmed through the NVMC).</summary>
internal sealed class InformationRegisters(Nvmc nvmc) : IBusDevice
{
    private const uint UserOffset = MemoryMap.UicrBase - MemoryMap.FicrBase;
    private const uint ProtectionOffset = 0x208;

    /// <summary>UICR.APPROTECT: anything but erased closes the access port at the next reset.</summary>
    public bool IsProtected => nvmc.UserInformation[ProtectionOffset] != 0xFF;

    public bool TryRead(BusAccess access, out uint value)
    {
        uint word = (access.Offset & ~3u) is var offset && offset >= UserOffset
            ? BitConverter.ToUInt32(nvmc.UserInformation, (int)(offset - UserOffset))
            : Factory(offset);
        value = (word >> (int)(8 * (access.Offset & 3))) & (uint.MaxValue >> (32 - (8 * access.SizeInBytes)));
        return true;
    }

    public bool TryWrite(BusAccess access, uint value) =>
        access.Offset >= UserOffset && nvmc.TryProgramUserInformation(access.Offset - UserOffset, access.SizeInBytes, value);

    // nRF52840 PS, "FICR": page size and count, then INFO. 0x130 and 0x134 tell the chip and its revision to Nordic's start-up code.
    private static uint Factory(uint offset) => offset switch
    {
        0x010 => 4096,
        0x014 => 256,
        0x060 => 0x5649_5254,
        0x064 => 0x424F_4152,
        0x0A0 => 1,
        0x0A4 => 0x0000_5678,
        0x0A8 => 0x0000_C012,
        0x100 => 0x0005_2840,
        0x104 => 0x4141_4430,
        0x108 => 0x0000_2004,
        0x10C => 256,
        0x110 => 1024,
        0x130 => 8,
        0x134 => 3,
        _ => uint.MaxValue,
    };
}
