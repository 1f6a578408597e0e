using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

internal sealed partial class LineHeader
{
    /// <summary>Reads the header of a unit's line program.</summary>
    /// <exception cref="DwarfFormatException">The header is cut off, of unknown version, or uses an unknown form.</exception>
    public static LineHeader Read(CompilationUnit unit, ulong offset)
    {
        SectionReader section = unit.Sections.ReaderAt(SectionId.DebugLine, offset);
        UnitLength length = section.ReadInitialLength();
        SectionReader reader = section.ReadSlice(length.SizeInBytes);
        LineHeader header = new(unit) { ProgramEnd = reader.End, AddressSize = unit.AddressSizeInBytes };
        header.ReadFields(ref reader, length.Format);
        return header;
    }

    private void ReadFields(ref SectionReader reader, DwarfFormat format)
    {
        int start = reader.Offset;
        Version = reader.ReadUInt16();
        if (Version is < 2 or > 5) throw reader.Malformed($"Unknown line program version {Version}", start, "Rebuild with -gdwarf-5 or older");
        if (Version >= 5)
        {
            AddressSize = reader.ReadByte();
            if (reader.ReadByte() != 0) throw reader.Malformed("Segment selectors are not supported", reader.Offset - 1);
        }
        ulong headerLength = reader.ReadOffset(format);
        if (headerLength > (ulong)reader.Remaining) throw reader.Malformed($"Header of 0x{headerLength:x} bytes is longer than its line program", reader.Offset);
        ProgramStart = reader.Offset + (int)headerLength;
        MinimumInstructionLength = reader.ReadByte();
        if (Version >= 4) MaximumOperations = reader.ReadByte();
        DefaultIsStatement = reader.ReadByte() != 0;
        LineBase = (sbyte)reader.ReadByte();
        LineRange = reader.ReadByte();
        OpcodeBase = reader.ReadByte();
        OperandCounts = reader.ReadBytes((ulong)Math.Max(OpcodeBase - 1, 0)).ToArray();
        if (Version >= 5) ReadTables(ref reader, format);
        else ReadOldTables(ref reader);
    }

    private void ReadOldTables(ref SectionReader reader)
    {
        while (true)
        {
            LineString directory = LineString.Here(ref reader);
            if (directory.Length == 0) break;
            _directories.Add(directory);
        }
        while (true)
        {
            LineString name = LineString.Here(ref reader);
            if (name.Length == 0) break;
            _files.Add(new LineFileEntry(name, reader.ReadUleb128()));
            _ = reader.ReadUleb128();
            _ = reader.ReadUleb128();
        }
    }

    private void ReadTables(ref SectionReader reader, DwarfFormat format)
    {
        foreach (LineFileEntry entry in ReadTable(ref reader, format)) _directories.Add(entry.Name);
        _files.AddRange(ReadTable(ref reader, format));
    }

    private List<LineFileEntry> ReadTable(ref SectionReader reader, DwarfFormat format)
    {
        int formatCount = reader.ReadByte();
        (DwLnct Content, DwForm Form)[] columns = new (DwLnct, DwForm)[formatCount];
        for (int i = 0; i < formatCount; i++) columns[i] = ((DwLnct)reader.ReadUleb128(), (DwForm)reader.ReadUleb128());
        int start = reader.Offset;
        ulong count = reader.ReadUleb128();
        // Each column takes a byte at least, so a larger count is a lie; without columns nothing would stop the loop.
        if (count > (ulong)reader.Remaining || (count != 0 && formatCount == 0)) throw reader.Malformed($"Table of {count} entries does not fit its line program", start);
        List<LineFileEntry> entries = new((int)count);
        for (ulong i = 0; i < count; i++)
        {
            LineString name = default;
            ulong directory = 0;
            foreach ((DwLnct content, DwForm form) in columns)
            {
                if (content == DwLnct.Path) name = ReadName(ref reader, form, format);
                else if (content == DwLnct.DirectoryIndex) directory = ReadNumber(ref reader, form);
                else SkipValue(ref reader, form, format);
            }
            entries.Add(new LineFileEntry(name, directory));
        }
        return entries;
    }

    private LineString ReadName(ref SectionReader reader, DwForm form, DwarfFormat format)
    {
        switch (form)
        {
            case DwForm.String: return LineString.Here(ref reader);
            case DwForm.LineStrp: return LineString.At(Sections, SectionId.DebugLineStr, reader.ReadOffset(format));
            case DwForm.Strp: return LineString.At(Sections, SectionId.DebugStr, reader.ReadOffset(format));
            case DwForm.StrpSup: return LineString.At(Sections, SectionId.SupplementaryStr, reader.ReadOffset(format));
            case DwForm.Strx: return _unit.ReadIndexedLineString(reader.ReadUleb128());
            case DwForm.Strx1 or DwForm.Strx2 or DwForm.Strx3 or DwForm.Strx4: return _unit.ReadIndexedLineString(reader.ReadUnsigned(_unit.Encoding.SizeOf(form)));
            default:
                SkipValue(ref reader, form, format);
                return default;
        }
    }

    private static ulong ReadNumber(ref SectionReader reader, DwForm form) => form switch
    {
        DwForm.Udata => reader.ReadUleb128(),
        DwForm.Data1 => reader.ReadByte(),
        DwForm.Data2 => reader.ReadUInt16(),
        DwForm.Data4 => reader.ReadUInt32(),
        DwForm.Data8 => reader.ReadUInt64(),
        _ => throw UnknownForm(reader, form),
    };

    /// <summary>The forms that 6.2.4.1 allows; each takes a byte at least.</summary>
    private static void SkipValue(ref SectionReader reader, DwForm form, DwarfFormat format)
    {
        switch (form)
        {
            case DwForm.String: _ = reader.ReadCString(); break;
            case DwForm.LineStrp or DwForm.Strp or DwForm.StrpSup or DwForm.SecOffset: reader.Skip((ulong)format); break;
            case DwForm.Udata or DwForm.Strx or DwForm.Sdata: _ = reader.ReadUleb128(); break;
            case DwForm.Data1 or DwForm.Strx1 or DwForm.Flag: reader.Skip(1); break;
            case DwForm.Data2 or DwForm.Strx2: reader.Skip(2); break;
            case DwForm.Strx3: reader.Skip(3); break;
            case DwForm.Data4 or DwForm.Strx4: reader.Skip(4); break;
            case DwForm.Data8: reader.Skip(8); break;
            case DwForm.Data16: reader.Skip(16); break;
            case DwForm.Block: reader.Skip(reader.ReadUleb128()); break;
            case DwForm.Block1: reader.Skip(reader.ReadByte()); break;
            case DwForm.Block2: reader.Skip(reader.ReadUInt16()); break;
            case DwForm.Block4: reader.Skip(reader.ReadUInt32()); break;
            default: throw UnknownForm(reader, form);
        }
    }

    private static DwarfFormatException UnknownForm(SectionReader reader, DwForm form) =>
        reader.Malformed($"Unknown form 0x{(ulong)form:x} in a file table", reader.Offset, "Rebuild with -gdwarf-4, or report the compiler and its version");
}
