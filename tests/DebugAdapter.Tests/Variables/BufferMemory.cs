using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>One readable range of target memory; counts what is asked of it.</summary>
internal sealed class BufferMemory(ulong start, byte[] bytes) : ITargetMemory
{
    /// <summary>While true nothing is there yet.</summary>
    public bool IsMissing { get; set; }

    public List<(ulong Address, int Size)> Reads { get; } = [];

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        Reads.Add((address.Value, destination.Length));
        if (address.Value < start || address.Value - start + (ulong)destination.Length > (ulong)bytes.Length) return MemoryStatus.Unreadable;
        if (IsMissing) return MemoryStatus.Missing;
        bytes.AsSpan((int)(address.Value - start), destination.Length).CopyTo(destination);
        return MemoryStatus.Available;
    }
}
