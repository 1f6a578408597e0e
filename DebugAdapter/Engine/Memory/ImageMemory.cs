namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>
/// Read-only bytes of the loaded ELF, answered without a packet. Empty until the image was verified against the target
/// (or was put there by us), so that a stale ELF never shows as the target's memory.
/// </summary>
internal sealed class ImageMemory
{
    private TrustedBytes[] _sections = [];

    /// <summary>True when nothing is answered here: no image, or one that the target does not run.</summary>
    public bool IsEmpty => _sections.Length == 0;

    /// <summary>Trusts these sections from here on.</summary>
    /// <param name="sections">They do not overlap.</param>
    public void Trust(IEnumerable<TrustedBytes> sections)
    {
        TrustedBytes[] sorted = [.. sections.Where(static s => !s.Bytes.IsEmpty)];
        Array.Sort(sorted, static (a, b) => a.Start.CompareTo(b.Start));
        _sections = sorted;
    }

    /// <summary>True when all of the range is answered here.</summary>
    public bool Covers(uint address, int sizeInBytes) => Find(address, sizeInBytes) >= 0;

    /// <summary>Copies from one section, or fails whole.</summary>
    public bool TryRead(uint address, Span<byte> destination)
    {
        int index = Find(address, destination.Length);
        if (index < 0)
            return false;
        _sections[index].Bytes.Span.Slice((int)(address - _sections[index].Start), destination.Length).CopyTo(destination);
        return true;
    }

    /// <summary>Drops every section that the write touched.</summary>
    public void Forget(MemoryRange written) =>
        _sections = [.. _sections.Where(s => !new MemoryRange(s.Start, (uint)s.Bytes.Length).Overlaps(written))];

    private int Find(uint address, int size)
    {
        int low = 0, high = _sections.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            (uint start, ReadOnlyMemory<byte> bytes) = _sections[middle];
            if (address < start)
                high = middle - 1;
            else if (address - start >= (uint)bytes.Length)
                low = middle + 1;
            else
                return (ulong)address + (uint)size <= (ulong)start + (uint)bytes.Length ? middle : -1;
        }

        return -1;
    }
}
