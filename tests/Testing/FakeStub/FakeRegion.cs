namespace RspDebug.Testing;

/// <summary>One region of target memory, backed by bytes.</summary>
/// <param name="Kind"><c>ram</c> or <c>flash</c>, as in the memory map.</param>
/// <param name="Start">First address.</param>
/// <param name="Bytes">The contents.</param>
/// <param name="BlockSizeInBytes">Erase block of flash.</param>
public sealed record FakeRegion(string Kind, uint Start, byte[] Bytes, uint BlockSizeInBytes = 0)
{
    /// <summary>The bytes from an address to the end of the region; empty outside.</summary>
    public Span<byte> From(ulong address) => address >= Start && address - Start < (ulong)Bytes.Length ? Bytes.AsSpan((int)(address - Start)) : default;
}
