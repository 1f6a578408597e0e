using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>The memory of a program that has not started: sections as linked, <c>.bss</c> zero, as gdb shows an ELF file without a target.</summary>
internal sealed class ElfMemory(ElfImage image) : ITargetMemory
{
    private readonly HashSet<(ulong, int)> _fetched = [];

    public List<(ulong Address, int Size)> Reads { get; } = [];

    public int Misses { get; private set; }

    /// <summary>While true, every range is missing once and available from its second read on.</summary>
    public bool IsLazy { get; init; }

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        Reads.Add((address.Value, destination.Length));
        foreach (ElfSection section in image.Sections)
        {
            ulong offset = address.Value - section.Address.Value;
            if (!section.IsAllocated || address.Value < section.Address.Value || offset + (ulong)destination.Length > section.SizeInBytes) continue;
            if (IsLazy && _fetched.Add((address.Value, destination.Length)))
            {
                Misses++;
                return MemoryStatus.Missing;
            }

            if (section.Type == ElfSectionType.NoBits) destination.Clear();
            else section.Data.Span.Slice((int)offset, destination.Length).CopyTo(destination);
            return MemoryStatus.Available;
        }

        return MemoryStatus.Unreadable;
    }
}
