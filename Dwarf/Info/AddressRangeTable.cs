using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Which unit's code is where, as <c>.debug_aranges</c> tells it: without a look at any unit.</summary>
/// <remarks>
/// DWARF 5, 6.1.2. GCC writes it, LLVM only when told, and it need not list every unit: an address that it lacks may still have one.
/// Ranges of functions that the linker removed are left out.
/// </remarks>
internal sealed class AddressRangeTable
{
    private const int SupportedVersion = 2;

    /// <summary>Code and the offset in <c>.debug_info</c> of its unit, in file order.</summary>
    public PackedList<OwnedCode> Ranges { get; } = new();

    /// <summary>Reads the section; what precedes damage is kept.</summary>
    /// <exception cref="DwarfFormatException">A set is cut off, or of an unknown version or address size.</exception>
    public void Read(SectionReader section, LiveCode liveCode)
    {
        while (!section.IsAtEnd) ReadSet(ref section, liveCode);
    }

    private void ReadSet(ref SectionReader section, LiveCode liveCode)
    {
        int start = section.Offset;
        UnitLength length = section.ReadInitialLength();
        SectionReader set = section.ReadSlice(length.SizeInBytes);
        int version = set.ReadUInt16();
        if (version != SupportedVersion) throw set.Malformed($"Unknown version {version} of an address range table", start);
        ulong unit = set.ReadOffset(length.Format);
        int addressSize = set.ReadByte(), segmentSize = set.ReadByte();
        if (segmentSize != 0) throw set.Malformed("Segment selectors are not supported", start);
        if (addressSize is not (2 or 4 or 8)) throw set.Malformed($"Addresses of {addressSize} bytes are not known", start);
        if (unit > int.MaxValue) throw set.Malformed($"Unit at 0x{unit:x} is outside any section", start);

        // The first pair is aligned to its own size, counted from the start of the set.
        int pairSize = 2 * addressSize;
        set.Skip((ulong)((pairSize - ((set.Offset - start) % pairSize)) % pairSize));
        while (set.Remaining >= pairSize)
        {
            ulong address = set.ReadAddress(addressSize), size = set.ReadAddress(addressSize);
            if (address == 0 && size == 0) break;
            ulong end = unchecked(address + size);
            if (liveCode.IsLiveRun(address, end)) Ranges.Add(new OwnedCode(liveCode.RangeOf(address, end), (int)unit));
        }
    }
}
