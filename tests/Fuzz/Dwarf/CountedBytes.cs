using System.Buffers;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>
/// The bytes of an image, counting how often the library takes hold of them: once for each entry, list, table or name that it reads, so that the count stands for
/// time on a machine of any speed.
/// </summary>
internal sealed class CountedBytes(ReadOnlyMemory<byte> bytes) : MemoryManager<byte>
{
    /// <summary>Times so far.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        Reads++;
        return System.Runtime.InteropServices.MemoryMarshal.AsMemory(bytes).Span;
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin() => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
