namespace RspDebug.RspClient.TargetDescription;

/// <summary>One region of the memory map.</summary>
/// <param name="Kind">What kind of memory it is.</param>
/// <param name="Start">First byte.</param>
/// <param name="SizeInBytes">Length.</param>
/// <param name="BlockSizeInBytes">Erase block of flash; 0 when the stub does not say.</param>
public readonly record struct MemoryRegion(MemoryKind Kind, TargetAddress Start, ulong SizeInBytes, ulong BlockSizeInBytes)
{
    /// <summary>True when the address lies inside.</summary>
    public bool Contains(TargetAddress address) => address.Value >= Start.Value && address.Value - Start.Value < SizeInBytes;
}
