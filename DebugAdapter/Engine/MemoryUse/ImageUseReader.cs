using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Symbols.Demangling;

namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>Reads from an ELF image what it takes of the chip's memories.</summary>
internal static class ImageUseReader
{
    private const uint RamStart = 0x2000_0000, PeripheralStart = 0x4000_0000;     // ARMv7-M ARM, B3.1

    // Names that start-up code and linker scripts give the lowest address of the main stack: CMSIS, Nordic, ST, Zephyr, cortex-m-rt.
    private static readonly string[] LimitSymbols = ["__StackLimit", "__stack_limit", "_stack_limit", "__StackBottom", "_sstack", "z_main_stack", "_stack_end"];

    /// <summary>Reads an image.</summary>
    /// <param name="elf">The image.</param>
    /// <param name="file">Its path.</param>
    /// <param name="regions">The chip's memories; without any, flash and RAM by their place in the address map, of unknown size.</param>
    public static ImageUse Read(ElfImage elf, string file, IReadOnlyList<UsedRegion> regions)
    {
        UsedSection[] sections = [.. elf.Sections.Where(static section => section.IsAllocated && section.SizeInBytes > 0)
            .OrderBy(static section => section.Address.Value).Select(section => Describe(elf, section, regions))];
        return new ImageUse(file, Fill(regions, sections), sections, Symbols(elf), StackOf(elf, sections));
    }

    private static UsedSection Describe(ElfImage elf, ElfSection section, IReadOnlyList<UsedRegion> regions)
    {
        uint address = (uint)section.Address.Value;
        uint? load = section.Type == ElfSectionType.NoBits ? null : LoadAddress(elf, section);
        if (load == address) load = null;
        SectionKind kind = section.IsExecutable ? SectionKind.Code
            : !section.Flags.HasFlag(ElfSectionFlags.Write) ? SectionKind.Constant
            : section.Type == ElfSectionType.NoBits ? SectionKind.Zero : SectionKind.Data;
        return new UsedSection(section.Name, address, load, (uint)section.SizeInBytes, kind, RegionOf(address, regions), load is { } at ? RegionOf(at, regions) : null);
    }

    private static uint? LoadAddress(ElfImage elf, ElfSection section)
    {
        foreach (ElfSegment segment in elf.Segments.Where(static segment => segment.Type == ElfSegmentType.Load))
            if (section.FileOffset >= segment.FileOffset && section.FileOffset + section.SizeInBytes <= segment.FileOffset + segment.SizeInFile)
                return (uint)(segment.PhysicalAddress.Value + section.FileOffset - segment.FileOffset);
        return null;
    }

    private static string RegionOf(uint address, IReadOnlyList<UsedRegion> regions) =>
        regions.LastOrDefault(region => region.Start <= address && (region.SizeInBytes is not { } size || address - region.Start < size))?.Name
        ?? (address < RamStart ? "flash" : address < PeripheralStart ? "ram" : "other");

    private static UsedRegion[] Fill(IReadOnlyList<UsedRegion> known, IReadOnlyList<UsedSection> sections)
    {
        (string Region, ulong Start, ulong End)[] uses =
        [
            .. sections.Select(static section => (section.Region, (ulong)section.Address, (ulong)section.Address + section.SizeInBytes)),
            .. sections.Where(static section => section.LoadRegion is not null).Select(static section => (section.LoadRegion!, (ulong)section.LoadAddress!, (ulong)section.LoadAddress! + section.SizeInBytes)),
        ];
        IEnumerable<UsedRegion> all = known.Concat(uses.Where(use => known.All(region => region.Name != use.Region)).GroupBy(static use => use.Region)
            .Select(static group => new UsedRegion(group.Key, group.Min(static use => use.Start), null)));
        return [.. all.OrderBy(static region => region.Start).Select(region => region with
        {
            UsedInBytes = uses.Where(use => use.Region == region.Name).Aggregate(0UL, static (sum, use) => sum + use.End - use.Start),
            EndOfUse = uses.Where(use => use.Region == region.Name).Select(static use => use.End).DefaultIfEmpty(region.Start).Max(),
        })];
    }

    private static UsedSymbol[] Symbols(ElfImage elf)
    {
        Dictionary<int, string> sections = elf.Sections.Where(static section => section.IsAllocated).ToDictionary(static section => section.Index, static section => section.Name);
        return [.. elf.Symbols.Where(symbol => symbol.SizeInBytes > 0 && symbol.Type is ElfSymbolType.Function or ElfSymbolType.Object && sections.ContainsKey(symbol.SectionIndex))
            .OrderBy(static symbol => symbol.Binding == ElfSymbolBinding.Global ? 0 : 1)
            .DistinctBy(static symbol => (symbol.Address.Value, symbol.SizeInBytes))
            .Select(symbol => new UsedSymbol(Demangler.DemangleName(symbol.Name), (uint)symbol.Address.Value, (uint)symbol.SizeInBytes, symbol.Type == ElfSymbolType.Function, sections[symbol.SectionIndex]))
            .OrderByDescending(static symbol => symbol.SizeInBytes).ThenBy(static symbol => symbol.Address)];
    }

    // The first word of the vector table, which is the lowest of what is loaded.
    private static StackBounds? StackOf(ElfImage elf, IReadOnlyList<UsedSection> sections)
    {
        ElfSection? vectors = elf.Sections.Where(static section => section.IsAllocated && section.Type == ElfSectionType.ProgBits && section.SizeInBytes >= sizeof(uint))
            .MinBy(section => LoadAddress(elf, section) ?? uint.MaxValue);
        if (vectors is null) return null;
        uint top = BitConverter.ToUInt32(vectors.Data.Span);
        if (top is < RamStart or >= PeripheralStart || top % sizeof(uint) != 0) return null;
        foreach (string name in LimitSymbols)
            if (elf.Symbols.TryFind(name, out ElfSymbol symbol) && symbol.Address.Value < top)
                return new StackBounds(top, (uint)symbol.Address.Value, $"symbol {name}");
        UsedSection? below = sections.LastOrDefault(section => section.Address >= RamStart && section.Address < top);
        if (below is null) return new StackBounds(top, RamStart, "start of RAM");
        return below.Address + below.SizeInBytes >= top
            ? new StackBounds(top, below.Address, $"start of {below.Name}")
            : new StackBounds(top, below.Address + below.SizeInBytes, $"end of {below.Name}");
    }
}
