using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>A program header: what is placed where in target memory.</summary>
/// <param name="Type">Kind of segment.</param>
/// <param name="Flags">Access rights.</param>
/// <param name="VirtualAddress">Where the bytes are when the program runs (<c>p_vaddr</c>).</param>
/// <param name="PhysicalAddress">Where a flash tool writes them (<c>p_paddr</c>): <c>.data</c> has its initial values in flash.</param>
/// <param name="FileOffset">First byte in the file.</param>
/// <param name="SizeInFile">Bytes present in the file.</param>
/// <param name="SizeInMemory">Bytes in memory; the excess over <paramref name="SizeInFile"/> is zero-filled.</param>
public sealed record ElfSegment(
    ElfSegmentType Type,
    ElfSegmentFlags Flags,
    TargetAddress VirtualAddress,
    TargetAddress PhysicalAddress,
    ulong FileOffset,
    ulong SizeInFile,
    ulong SizeInMemory);
