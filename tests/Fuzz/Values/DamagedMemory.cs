using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Values.Fuzz;

/// <summary>The memory of a program of which one word in sixteen is another one: random, a pointer into the RAM, all ones, or a small number. Code stays as it is.</summary>
/// <param name="image">Its sections are the memory as linked.</param>
/// <param name="ram">RAM of a stopped program; empty for none.</param>
/// <param name="seed">0 for no damage.</param>
internal sealed class DamagedMemory(ElfImage image, byte[] ram, int seed) : ITargetMemory
{
    private const ulong RamStart = 0x2000_0000;
    private const uint RamSizeInBytes = 0x4000;
    private const int DamagedOneIn = 16;

    /// <summary>Reads so far.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        Reads++;
        if (!TryReadGood(address.Value, destination)) return MemoryStatus.Unreadable;
        if (seed == 0 || !IsData(address.Value)) return MemoryStatus.Available;
        for (int i = 0; i < destination.Length; i++)
        {
            ulong at = address.Value + (ulong)i;
            uint hash = unchecked(((uint)(at & ~3UL) * 2654435761u) ^ ((uint)seed * 0x85ebca6b));
            hash = unchecked((hash ^ (hash >> 15)) * 0x2c1b3c6d);
            if ((hash >> 8) % DamagedOneIn != 0) continue;
            uint word = (seed % 4) switch { 0 => hash, 1 => (uint)RamStart + (hash % RamSizeInBytes & ~3u), 2 => uint.MaxValue, _ => hash % 64 };
            destination[i] = (byte)(word >> (int)(8 * (at & 3)));
        }

        return MemoryStatus.Available;
    }

    private bool TryReadGood(ulong address, Span<byte> destination)
    {
        if (address >= RamStart && address - RamStart + (ulong)destination.Length <= (ulong)ram.Length)
        {
            ram.AsSpan((int)(address - RamStart), destination.Length).CopyTo(destination);
            return true;
        }

        if (Find(address) is not { } section || address - section.Address.Value + (ulong)destination.Length > section.SizeInBytes) return false;
        if (section.Type == ElfSectionType.NoBits) destination.Clear();
        else section.Data.Span.Slice((int)(address - section.Address.Value), destination.Length).CopyTo(destination);
        return true;
    }

    private bool IsData(ulong address) => Find(address) is not { IsExecutable: true };

    private ElfSection? Find(ulong address)
    {
        foreach (ElfSection section in image.Sections)
            if (section.IsAllocated && address >= section.Address.Value && address - section.Address.Value < section.SizeInBytes) return section;
        return null;
    }
}
