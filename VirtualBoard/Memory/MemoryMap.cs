namespace RspDebug.VirtualBoard.Memory;

/// <summary>Addresses of the nRF52840 (Product Specification, "Memory map").</summary>
public static class MemoryMap
{
    /// <summary>First byte of flash.</summary>
    public const uint FlashBase = 0;

    /// <summary>Flash size in bytes: 1 MB.</summary>
    public const uint FlashSize = 0x0010_0000;

    /// <summary>First byte of the code RAM alias: the same 256 KB as at <see cref="RamBase"/>, on the code bus.</summary>
    public const uint CodeRamBase = 0x0080_0000;

    /// <summary>Factory information (read-only).</summary>
    public const uint FicrBase = 0x1000_0000;

    /// <summary>User information (NVMC rules).</summary>
    public const uint UicrBase = 0x1000_1000;

    /// <summary>First byte of RAM.</summary>
    public const uint RamBase = 0x2000_0000;

    /// <summary>RAM size in bytes: 256 KB.</summary>
    public const uint RamSize = 0x0004_0000;

    /// <summary>Private peripheral bus: core and debug registers, privileged, never executable.</summary>
    public const uint PrivatePeripheralBase = 0xE000_0000;

    /// <summary>Size of the private peripheral bus window.</summary>
    public const uint PrivatePeripheralSize = 0x0010_0000;

    /// <summary>System control space: SysTick, NVIC, SCB, FPU and halting debug registers.</summary>
    public const uint SystemControlBase = 0xE000_E000;
}
