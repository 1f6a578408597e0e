namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>A run of target bytes. Cortex-M addresses are 32-bit; <see cref="End"/> is 64-bit so that a range may end at 4 GiB.</summary>
/// <param name="Start">First byte.</param>
/// <param name="SizeInBytes">Length; 0 is empty.</param>
internal readonly record struct MemoryRange(uint Start, uint SizeInBytes)
{
    /// <summary>One past the last byte.</summary>
    public ulong End => (ulong)Start + SizeInBytes;

    /// <summary>True when the whole of <paramref name="size"/> bytes at <paramref name="address"/> is inside.</summary>
    public bool Contains(uint address, int size) => address >= Start && (ulong)address + (uint)size <= End;

    /// <summary>True when at least one byte is shared.</summary>
    public bool Overlaps(MemoryRange other) => Start < other.End && other.Start < End;

    /// <summary>From <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public static MemoryRange Between(uint start, ulong end) => new(start, (uint)Math.Min(end - start, uint.MaxValue));
}
