namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>One region of the server's memory map.</summary>
/// <param name="Range">Addresses.</param>
/// <param name="IsRam">True for RAM, false for flash and ROM.</param>
internal readonly record struct TargetRegion(RspDebug.DebugAdapter.Engine.Memory.MemoryRange Range, bool IsRam)
{
    /// <summary>Erase block of flash, in bytes; 0 for RAM, ROM, and flash of which the server does not say.</summary>
    public int EraseBlockInBytes { get; init; }
}
