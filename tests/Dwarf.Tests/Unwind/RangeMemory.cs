using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>Target memory of tests: ranges, then an image; everything else is unreadable, or missing until it is fetched.</summary>
internal sealed class RangeMemory(ElfImage? image = null) : ITargetMemory
{
    private readonly List<(ulong Start, byte[] Bytes)> _ranges = [];

    private readonly HashSet<ulong> _fetched = [];

    /// <summary>When set, bytes are missing until <see cref="Fetch"/> was called for them.</summary>
    public bool IsFetchedOnDemand { get; init; }

    public void Fetch(TargetAddress address, int sizeInBytes)
    {
        for (int i = 0; i < sizeInBytes; i++)
            _fetched.Add(address.Value + (ulong)i);
    }

    public RangeMemory Add(ulong start, params byte[] bytes)
    {
        _ranges.Insert(0, (start, bytes));
        return this;
    }

    public RangeMemory AddWords(ulong start, params uint[] words) => Add(start, [.. words.SelectMany(BitConverter.GetBytes)]);

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            if (IsFetchedOnDemand && !_fetched.Contains(address.Value + (ulong)i))
                return MemoryStatus.Missing;
            if (!TryReadByte(address.Value + (ulong)i, destination.Slice(i, 1)))
                return MemoryStatus.Unreadable;
        }
        return MemoryStatus.Available;
    }

    private bool TryReadByte(ulong address, Span<byte> destination)
    {
        foreach ((ulong start, byte[] bytes) in _ranges)
        {
            if (address >= start && address - start < (ulong)bytes.Length)
            {
                destination[0] = bytes[address - start];
                return true;
            }
        }
        return image?.TryRead(new TargetAddress(address), destination) ?? false;
    }
}
