namespace RspDebug.VirtualBoard.Memory;

/// <summary>One access as a device sees it.</summary>
/// <param name="Offset">Byte offset from the base the device is attached at.</param>
/// <param name="SizeInBytes">1, 2 or 4.</param>
/// <param name="Master">Who asks.</param>
public readonly record struct BusAccess(uint Offset, int SizeInBytes, BusMaster Master)
{
    /// <summary>True for an aligned 32-bit access, the only kind that most register blocks take.</summary>
    public bool IsWord => SizeInBytes == 4 && (Offset & 3) == 0;
}
