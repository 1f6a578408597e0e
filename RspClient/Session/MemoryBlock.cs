namespace RspDebug.RspClient.Session;

/// <summary>One read of a batch.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Destination">Filled from the front; its length is the request, in bytes.</param>
public readonly record struct MemoryBlock(TargetAddress Address, Memory<byte> Destination);
