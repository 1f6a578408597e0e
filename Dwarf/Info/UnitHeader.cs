using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The fixed fields at the start of a unit. DWARF 5, 7.5.1; DWARF 4, 7.5.1.</summary>
internal sealed record UnitHeader
{
    public required SectionId Section { get; init; }

    /// <summary>Of the length field.</summary>
    public required int Offset { get; init; }

    /// <summary>One past the unit's last byte.</summary>
    public required int End { get; init; }

    /// <summary>Of the root DIE.</summary>
    public int RootOffset { get; private set; }

    public UnitEncoding Encoding { get; private set; }

    public DwUt Kind { get; private set; } = DwUt.Compile;

    public ulong AbbreviationsOffset { get; private set; }

    /// <summary>Type signature of a type unit, id of a skeleton or split unit; otherwise 0.</summary>
    public ulong Signature { get; private set; }

    /// <summary>Of the type's DIE from the start of a type unit; otherwise 0.</summary>
    public ulong TypeOffset { get; private set; }

    /// <summary>Reads the fields after the length.</summary>
    /// <exception cref="DwarfFormatException">Unknown version, kind of unit or address size, or the header is cut off.</exception>
    public static UnitHeader Read(ref SectionReader section)
    {
        int start = section.Offset;
        UnitLength length = section.ReadInitialLength();
        SectionReader reader = section.ReadSlice(length.SizeInBytes);
        UnitHeader header = new() { Section = section.Id, Offset = start, End = reader.End };
        header.ReadFields(ref reader, length.Format);
        return header;
    }

    private void ReadFields(ref SectionReader reader, DwarfFormat format)
    {
        int start = reader.Offset;
        int version = reader.ReadUInt16();
        if (version is < 2 or > 5) throw reader.Malformed($"Unknown DWARF version {version}", start, "Rebuild with -gdwarf-5 or older");
        int addressSize;
        if (version >= 5)
        {
            Kind = (DwUt)reader.ReadByte();
            addressSize = reader.ReadByte();
            AbbreviationsOffset = reader.ReadOffset(format);
        }
        else
        {
            if (Section == SectionId.DebugTypes) Kind = DwUt.Type;
            AbbreviationsOffset = reader.ReadOffset(format);
            addressSize = reader.ReadByte();
        }
        if (addressSize is not (2 or 4 or 8)) throw reader.Malformed($"Addresses of {addressSize} bytes are not known", start);
        Encoding = new UnitEncoding(version, format, addressSize);
        switch (Kind)
        {
            case DwUt.Compile or DwUt.Partial: break;
            case DwUt.Skeleton or DwUt.SplitCompile: Signature = reader.ReadUInt64(); break;
            case DwUt.Type or DwUt.SplitType:
                Signature = reader.ReadUInt64();
                TypeOffset = reader.ReadOffset(format);
                break;
            default: throw reader.Malformed($"Unknown kind of unit 0x{(byte)Kind:x2}", start);
        }
        RootOffset = reader.Offset;
    }
}
