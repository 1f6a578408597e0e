using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>All abbreviations of a unit, found by code.</summary>
internal sealed class AbbreviationTable
{
    private readonly Dictionary<ulong, Abbreviation> _sparse = [];
    private Abbreviation[] _dense = [];

    private AbbreviationTable(UnitEncoding encoding) => Encoding = encoding;

    /// <summary>Reads a table up to its closing zero. DWARF 5, 7.5.3.</summary>
    /// <exception cref="DwarfFormatException">The table is cut off, or a tag or form is out of range.</exception>
    public static AbbreviationTable Read(SectionReader reader, UnitEncoding encoding)
    {
        AbbreviationTable table = new(encoding);
        List<Abbreviation> dense = [];
        PackedList<AttributeSpec> attributes = new();
        while (true)
        {
            int start = reader.Offset;
            ulong code = reader.ReadUleb128();
            if (code == 0) break;
            ulong tag = reader.ReadUleb128();
            if (tag > ushort.MaxValue) throw reader.Malformed($"Tag 0x{tag:x} is out of range", start);
            bool hasChildren = reader.ReadByte() != 0;
            attributes.Clear();
            while (ReadSpec(ref reader, encoding, out AttributeSpec spec)) attributes.Add(spec);
            table.Add(new Abbreviation(code, (DwTag)tag, hasChildren, attributes.ToArray()), dense);
        }
        table._dense = [.. dense];
        return table;
    }

    /// <summary>The tag of one code, without reading more of the table than it takes; 0 when the table does not have it.</summary>
    /// <exception cref="DwarfFormatException">The table is cut off.</exception>
    public static DwTag ReadTag(SectionReader reader, ulong code)
    {
        while (reader.ReadUleb128() is var found && found != 0)
        {
            ulong tag = reader.ReadUleb128();
            if (found == code) return tag > ushort.MaxValue ? default : (DwTag)tag;
            _ = reader.ReadByte();
            while (true)
            {
                ulong name = reader.ReadUleb128(), form = reader.ReadUleb128();
                if (form == (ulong)DwForm.ImplicitConst) _ = reader.ReadSleb128();
                else if (name == 0 && form == 0) break;
            }
        }
        return default;
    }

    /// <summary>What the sizes of its forms were counted for.</summary>
    public UnitEncoding Encoding { get; }

    /// <summary>Some DIEs that have children tell where the next one begins.</summary>
    public bool HasSiblings { get; private set; }

    /// <summary>Some DIEs import units.</summary>
    public bool HasImports { get; private set; }

    /// <summary>Some inlined copies may be of functions in other units.</summary>
    public bool HasForeignOrigins { get; private set; }

    public Abbreviation? Find(ulong code)
    {
        Abbreviation[] dense = _dense;
        if (code - 1 < (ulong)dense.Length) return dense[(int)(code - 1)];
        return _sparse.GetValueOrDefault(code);
    }

    private static bool ReadSpec(ref SectionReader reader, UnitEncoding encoding, out AttributeSpec spec)
    {
        int start = reader.Offset;
        ulong name = reader.ReadUleb128();
        ulong form = reader.ReadUleb128();
        spec = default;
        if (name == 0 && form == 0) return false;
        if (name > ushort.MaxValue) throw reader.Malformed($"Attribute 0x{name:x} is out of range", start);
        if (form > ushort.MaxValue || !UnitEncoding.IsKnown((DwForm)form))
        {
            throw reader.Malformed($"Unknown form 0x{form:x}", start, "Rebuild with -gdwarf-4, or report the compiler and its version");
        }
        long implicitConst = (DwForm)form == DwForm.ImplicitConst ? reader.ReadSleb128() : 0;
        spec = new AttributeSpec((DwAt)name, (DwForm)form, implicitConst, encoding.SizeOf((DwForm)form));
        return true;
    }

    private static bool LeavesUnit(DwForm form) => form is DwForm.RefAddr or DwForm.RefSup4 or DwForm.RefSup8 or DwForm.GNURefAlt or DwForm.Indirect;

    private void Add(Abbreviation abbreviation, List<Abbreviation> dense)
    {
        HasSiblings |= abbreviation.HasChildren && abbreviation.Sibling >= 0;
        HasImports |= abbreviation.Tag == DwTag.ImportedUnit;
        HasForeignOrigins |= abbreviation.Tag == DwTag.InlinedSubroutine && abbreviation.Find(DwAt.AbstractOrigin) is >= 0 and var origin && LeavesUnit(abbreviation.Attributes[origin].Form);
        // Producers number from 1 without gaps; anything else is legal and takes the slower way.
        if (abbreviation.Code == (ulong)dense.Count + 1) dense.Add(abbreviation);
        else _sparse.TryAdd(abbreviation.Code, abbreviation);
    }
}
