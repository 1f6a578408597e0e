using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Memory;

/// <summary>Target memory lent to a computation, without I/O: what is not there yet ends the computation, is fetched by the owner, and it runs again.</summary>
public interface ITargetMemory
{
    /// <summary>Reads a range whole or not at all.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="destination">Filled only when the result is <see cref="MemoryStatus.Available"/>; its length is the request, in bytes.</param>
    MemoryStatus TryRead(TargetAddress address, Span<byte> destination);
}
