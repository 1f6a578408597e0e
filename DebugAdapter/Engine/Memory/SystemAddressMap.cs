namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>Classifies by the architecture's map.</summary>
internal static class SystemAddressMap
{
    /// <summary>0x40000000-0x5FFFFFFF and 0xA0000000-0xFFFFFFFF are device or system space.</summary>
    public static MemoryKind KindOf(uint address) =>
        address is >= 0x4000_0000 and < 0x6000_0000 or >= 0xA000_0000 ? MemoryKind.Device : MemoryKind.Normal;
}
