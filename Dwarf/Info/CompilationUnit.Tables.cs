using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

public sealed partial class CompilationUnit
{
    /// <summary>Entry of the unit's part of <c>.debug_addr</c>. DWARF 5, 7.27.</summary>
    /// <exception cref="DwarfFormatException">The index is outside the table.</exception>
    internal ulong ReadIndexedAddress(ulong index)
    {
        ulong offset = EntryOffset(RootAttributes.AddressBase ?? DefaultBase, index, AddressSizeInBytes);
        return Sections.ReaderAt(SectionId.DebugAddr, offset).ReadAddress(AddressSizeInBytes);
    }

    /// <summary>String by its index in the unit's part of <c>.debug_str_offsets</c>. DWARF 5, 7.26.</summary>
    /// <exception cref="DwarfFormatException">The index is outside the table, or the string outside its section.</exception>
    internal ReadOnlySpan<byte> ReadIndexedString(ulong index) => Sections.ReaderAt(SectionId.DebugStr, IndexedStringOffset(index)).ReadCString();

    /// <inheritdoc cref="ReadIndexedString"/>
    internal LineString ReadIndexedLineString(ulong index) => LineString.At(Sections, SectionId.DebugStr, IndexedStringOffset(index));

    private ulong IndexedStringOffset(ulong index)
    {
        ulong tableBase = RootAttributes.StringOffsetsBase ?? DefaultBase;
        SectionReader offsets = Sections.ReaderAt(SectionId.DebugStrOffsets, EntryOffset(tableBase, index, Encoding.OffsetSize));
        return offsets.ReadOffset(Format);
    }

    /// <summary>Offset of a list in <c>.debug_rnglists</c> or <c>.debug_loclists</c> by its index. DWARF 5, 7.28 and 7.29.</summary>
    internal ulong ReadListOffset(SectionId section, ulong? tableBase, ulong index)
    {
        // Without the attribute (split units) the offsets start behind the list table's header of 12 or 20 bytes.
        ulong start = tableBase ?? (Format == DwarfFormat.Dwarf64 ? 20UL : 12UL);
        return start + Sections.ReaderAt(section, EntryOffset(start, index, Encoding.OffsetSize)).ReadOffset(Format);
    }

    // Length, version and padding (or sizes) open .debug_addr and .debug_str_offsets.
    private int TableHeaderSize => Format == DwarfFormat.Dwarf64 ? 16 : 8;

    // The tables of the GNU extension for DWARF 4 have no header.
    private ulong DefaultBase => Version >= 5 ? (ulong)TableHeaderSize : 0;

    private static ulong EntryOffset(ulong tableBase, ulong index, int entrySize) =>
        index > int.MaxValue || tableBase > int.MaxValue ? ulong.MaxValue : tableBase + (index * (ulong)entrySize);
}
