namespace RspDebug.RspServer.Targets;

/// <summary>A stretch of memory for the memory map.</summary>
/// <param name="Kind">What can be done there.</param>
/// <param name="Start">First byte.</param>
/// <param name="LengthInBytes">Size.</param>
/// <param name="EraseBlockInBytes">For flash: the erase block; else 0.</param>
public sealed record MemoryRegion(MemoryKind Kind, TargetAddress Start, ulong LengthInBytes, int EraseBlockInBytes = 0);
