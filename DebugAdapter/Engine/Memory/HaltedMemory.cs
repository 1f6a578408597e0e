using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>
/// Target memory as it is between a stop and the next resume. Computations read it without waiting; what they miss is remembered,
/// fetched in as few packets as possible, and the computation runs again (<see cref="RunAsync{T}"/>).
/// </summary>
/// <remarks>
/// Normal memory is fetched by whole pages and pages close together in one read; device memory exactly as asked.
/// Flash that belongs to the verified image is answered by <see cref="ImageMemory"/> and never fetched.
/// </remarks>
internal sealed class HaltedMemory(IMemoryLink link, ImageMemory image) : ITargetMemory
{
    /// <summary>Unit of fetching, in bytes: a power of two that divides every RAM and flash size in the field.</summary>
    internal const int PageSizeInBytes = 256;

    // Bytes between two missing pages that are cheaper to read along than to spend another round trip on.
    private const int MergeGapInBytes = 2 * PageSizeInBytes;
    private const int MaxRounds = 256;

    private readonly Dictionary<uint, byte[]> _pages = [];
    private readonly Dictionary<MemoryRange, byte[]?> _exact = []; // device memory and refused ranges (null)
    private readonly List<MemoryRange> _missing = [];
    private readonly List<MemoryRange> _wanted = [];
    private readonly HashSet<uint> _unmapped = []; // pages that a read ended at; what is mapped does not change in a session

    /// <inheritdoc/>
    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        if (address.Value > uint.MaxValue || address.Value + (ulong)destination.Length > 1UL << 32)
            return MemoryStatus.Unreadable;
        uint start = (uint)address.Value;
        if (destination.IsEmpty || image.TryRead(start, destination))
            return MemoryStatus.Available;
        var asked = new MemoryRange(start, (uint)destination.Length);
        if (_exact.TryGetValue(asked, out byte[]? exact))
        {
            exact?.CopyTo(destination);
            return exact is null ? MemoryStatus.Unreadable : MemoryStatus.Available;
        }

        if (SystemAddressMap.KindOf(start) == MemoryKind.Normal && TryReadPages(start, destination))
            return MemoryStatus.Available;
        _missing.Add(asked);
        return MemoryStatus.Missing;
    }

    /// <summary>Remembers a range that the next fetch should bring along, as far as it is mapped.</summary>
    public void Want(uint address, int sizeInBytes)
    {
        ulong end = Math.Min((ulong)address + (uint)sizeInBytes, 1UL << 32);
        for (ulong page = address & ~(PageSizeInBytes - 1u); page < end; page += PageSizeInBytes)
            if (!_pages.ContainsKey((uint)page) && !_unmapped.Contains((uint)page) && !image.Covers((uint)page, PageSizeInBytes))
                _wanted.Add(new MemoryRange((uint)page, PageSizeInBytes));
    }

    /// <summary>Runs <paramref name="compute"/> until it needs nothing more that is missing.</summary>
    /// <exception cref="InvalidOperationException">It kept asking for new memory: a cycle in the data it walks.</exception>
    public async ValueTask<T> RunAsync<T>(Func<ITargetMemory, T> compute, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            int before = _missing.Count;
            T result = compute(this);
            if (_missing.Count == before)
                return result;
            await FetchAsync(cancellationToken).ConfigureAwait(false);
        }

        throw new InvalidOperationException($"A computation asked for new memory {MaxRounds} times in a row.");
    }

    /// <summary>Reads for the user (memory view, repl): exact range, short when the tail is unmapped.</summary>
    public async ValueTask<byte[]> ReadAsync(uint address, int sizeInBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[sizeInBytes];
        if (TryRead(new TargetAddress(address), buffer) == MemoryStatus.Available)
            return buffer;
        _missing.Clear();
        int read = await link.ReadAsync(address, buffer, cancellationToken).ConfigureAwait(false);
        return read == buffer.Length ? buffer : buffer[..read];
    }

    /// <summary>Writes through to the target and forgets what was cached there.</summary>
    public async ValueTask WriteAsync(uint address, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        await link.WriteAsync(address, source, cancellationToken).ConfigureAwait(false);
        image.Forget(new MemoryRange(address, (uint)source.Length));
        Forget(new MemoryRange(address, (uint)source.Length));
    }

    /// <summary>Forgets everything: the target ran.</summary>
    public void Invalidate()
    {
        _pages.Clear();
        _exact.Clear();
        _missing.Clear();
        _wanted.Clear();
    }

    private bool TryReadPages(uint address, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            uint at = address + (uint)done, page = at & ~(PageSizeInBytes - 1u);
            int offset = (int)(at - page), size = Math.Min(PageSizeInBytes - offset, destination.Length - done);
            if (_pages.TryGetValue(page, out byte[]? bytes))
                bytes.AsSpan(offset, size).CopyTo(destination[done..]);
            else if (!image.TryRead(at, destination.Slice(done, size)))
                return false;
            done += size;
        }

        return true;
    }

    private async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        MemoryRange[] asked = [.. _missing.Distinct()];
        MemoryRange[] planned = [.. asked, .. _wanted];
        _missing.Clear();
        _wanted.Clear();
        foreach (MemoryRange run in FetchPlan.Build(planned, PageSizeInBytes, MergeGapInBytes))
            await FetchRunAsync(run, cancellationToken).ConfigureAwait(false);

        // What no page answered is asked for exactly: device memory, or a range at the edge of a region.
        foreach (MemoryRange range in asked)
        {
            var buffer = new byte[range.SizeInBytes];
            if (SystemAddressMap.KindOf(range.Start) == MemoryKind.Normal && TryReadPages(range.Start, buffer))
                continue;
            int read = await link.ReadAsync(range.Start, buffer, cancellationToken).ConfigureAwait(false);
            _exact[range] = read == buffer.Length ? buffer : null;
        }
    }

    private async ValueTask FetchRunAsync(MemoryRange run, CancellationToken cancellationToken)
    {
        var buffer = new byte[run.SizeInBytes];
        int read = await link.ReadAsync(run.Start, buffer, cancellationToken).ConfigureAwait(false);
        for (int offset = 0; offset < buffer.Length; offset += PageSizeInBytes)
        {
            uint page = run.Start + (uint)offset;
            if (offset + PageSizeInBytes <= read)
                _pages[page] = buffer[offset..(offset + PageSizeInBytes)];
            else
                _unmapped.Add(page);
        }
    }

    private void Forget(MemoryRange written)
    {
        foreach (uint page in _pages.Keys.Where(p => new MemoryRange(p, PageSizeInBytes).Overlaps(written)).ToArray())
            _pages.Remove(page);
        _exact.Clear();
    }
}
