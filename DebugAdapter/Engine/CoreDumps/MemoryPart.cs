namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Bytes of target memory from an address on.</summary>
/// <param name="Start">Address of the first byte.</param>
/// <param name="Bytes">What was there.</param>
internal readonly record struct MemoryPart(uint Start, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many bytes of the part lie at and behind an address; 0 when it does not hold it.</summary>
    public int SizeFrom(uint address) => address >= Start && address - Start < (uint)Bytes.Length ? Bytes.Length - (int)(address - Start) : 0;
}
