using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>Reads location lists from <c>.debug_loc</c> and <c>.debug_loclists</c>.</summary>
/// <remarks>DWARF 5, 2.6.2 and 7.7.3; DWARF 4, 2.6.2.</remarks>
internal static class LocationList
{
    /// <summary>All entries of the list that an attribute refers to, in file order.</summary>
    /// <param name="unit">Unit of the DIE that has the attribute.</param>
    /// <param name="value">The attribute: a section offset or a list index.</param>
    /// <exception cref="DwarfFormatException">The list is damaged.</exception>
    public static List<LocationListEntry> Read(CompilationUnit unit, AttributeValue value)
    {
        List<LocationListEntry> entries = [];
        if (unit.Version < 5)
        {
            SectionReader list = unit.Sections.ReaderAt(SectionId.DebugLoc, value.Raw);
            if (unit.Skeleton is null) ReadPairs(unit, list, entries);
            else ReadSplitEntries(unit, list, entries);
            return entries;
        }
        ulong offset = value.Form == DwForm.Loclistx ? unit.ReadListOffset(SectionId.DebugLoclists, unit.RootAttributes.LocationListsBase, value.Raw) : value.Raw;
        ReadEntries(unit, unit.Sections.ReaderAt(SectionId.DebugLoclists, offset), entries);
        return entries;
    }

    /// <summary>The expression that holds at <paramref name="pc"/>; false when the variable has no location there.</summary>
    /// <param name="unit">Unit of the DIE that has the attribute.</param>
    /// <param name="value">The attribute: a section offset or a list index.</param>
    /// <param name="pc">Address of an instruction; odd, the last byte of a call, for a frame that waits in it.</param>
    /// <param name="expression">The expression.</param>
    /// <exception cref="DwarfFormatException">The list is damaged.</exception>
    public static bool TryFind(CompilationUnit unit, AttributeValue value, ulong pc, out ReadOnlyMemory<byte> expression)
    {
        expression = default;
        foreach (LocationListEntry entry in Read(unit, value))
        {
            if (!entry.IsDefault && pc >= entry.Start && pc < entry.End)
            {
                expression = entry.Expression;
                return !expression.IsEmpty;
            }
            if (entry.IsDefault) expression = entry.Expression;
        }
        return !expression.IsEmpty;
    }

    private static void ReadPairs(CompilationUnit unit, SectionReader reader, List<LocationListEntry> entries)
    {
        int size = unit.AddressSizeInBytes;
        ulong baseAddress = unit.BaseAddress;
        ulong selectsBase = ulong.MaxValue >> (64 - (8 * size));
        while (true)
        {
            ulong start = reader.ReadAddress(size), end = reader.ReadAddress(size);
            if (start == 0 && end == 0) return;
            if (start == selectsBase)
            {
                baseAddress = end;
                continue;
            }
            ReadOnlyMemory<byte> expression = Lend(unit, ref reader, SectionId.DebugLoc, reader.ReadUInt16());
            Add(unchecked(baseAddress + start), unchecked(baseAddress + end), expression, entries);
        }
    }

    /// <summary>GNU extension for DWARF 4 (<c>DW_LLE_GNU_*</c>): the kinds have other numbers than in DWARF 5.</summary>
    private static void ReadSplitEntries(CompilationUnit unit, SectionReader reader, List<LocationListEntry> entries)
    {
        const byte EndOfList = 0, BaseAddress = 1, StartEnd = 2, StartLength = 3, OffsetPair = 4;
        ulong baseAddress = unit.BaseAddress;
        while (true)
        {
            int at = reader.Offset;
            byte kind = reader.ReadByte();
            ulong start, end;
            switch (kind)
            {
                case EndOfList: return;
                case BaseAddress: baseAddress = unit.ReadIndexedAddress(reader.ReadUleb128()); continue;
                case StartEnd:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    end = unit.ReadIndexedAddress(reader.ReadUleb128());
                    break;
                case StartLength:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    end = unchecked(start + reader.ReadUInt32());
                    break;
                case OffsetPair:
                    start = unchecked(baseAddress + reader.ReadUInt32());
                    end = unchecked(baseAddress + reader.ReadUInt32());
                    break;
                default: throw reader.Malformed($"Unknown location list entry 0x{kind:x2}", at);
            }
            Add(start, end, Lend(unit, ref reader, SectionId.DebugLoc, reader.ReadUInt16()), entries);
        }
    }

    private static void ReadEntries(CompilationUnit unit, SectionReader reader, List<LocationListEntry> entries)
    {
        int size = unit.AddressSizeInBytes;
        ulong baseAddress = unit.BaseAddress;
        while (true)
        {
            int at = reader.Offset;
            DwLle kind = (DwLle)reader.ReadByte();
            ulong start, end;
            switch (kind)
            {
                case DwLle.EndOfList: return;
                case DwLle.BaseAddressx: baseAddress = unit.ReadIndexedAddress(reader.ReadUleb128()); continue;
                case DwLle.BaseAddress: baseAddress = reader.ReadAddress(size); continue;
                case DwLle.GNUViewPair:
                    // GCC numbers the rows of one address (location views); the pair precedes the entry it refines.
                    _ = reader.ReadUleb128();
                    _ = reader.ReadUleb128();
                    continue;
                case DwLle.StartxEndx:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    end = unit.ReadIndexedAddress(reader.ReadUleb128());
                    break;
                case DwLle.StartxLength:
                    start = unit.ReadIndexedAddress(reader.ReadUleb128());
                    end = unchecked(start + reader.ReadUleb128());
                    break;
                case DwLle.OffsetPair:
                    start = unchecked(baseAddress + reader.ReadUleb128());
                    end = unchecked(baseAddress + reader.ReadUleb128());
                    break;
                case DwLle.DefaultLocation:
                    entries.Add(new LocationListEntry(0, 0, true, Lend(unit, ref reader, SectionId.DebugLoclists, reader.ReadUleb128())));
                    continue;
                case DwLle.StartEnd:
                    start = reader.ReadAddress(size);
                    end = reader.ReadAddress(size);
                    break;
                case DwLle.StartLength:
                    start = reader.ReadAddress(size);
                    end = unchecked(start + reader.ReadUleb128());
                    break;
                default: throw reader.Malformed($"Unknown location list entry 0x{(byte)kind:x2}", at);
            }
            Add(start, end, Lend(unit, ref reader, SectionId.DebugLoclists, reader.ReadUleb128()), entries);
        }
    }

    private static ReadOnlyMemory<byte> Lend(CompilationUnit unit, ref SectionReader reader, SectionId section, ulong size)
    {
        int start = reader.Offset;
        reader.Skip(size);
        return unit.Sections.Get(section).Slice(start, (int)size);
    }

    private static void Add(ulong start, ulong end, ReadOnlyMemory<byte> expression, List<LocationListEntry> entries)
    {
        if (start < end) entries.Add(new LocationListEntry(start, end, false, expression));
    }
}
