using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Where a file or directory name is; its bytes are fetched when compared.</summary>
internal readonly record struct LineString(SectionId Section, int Offset, int Length)
{
    public ReadOnlySpan<byte> Bytes(DwarfSections sections) => Length == 0 ? default : sections.Get(Section).Span.Slice(Offset, Length);

    public static LineString Here(ref SectionReader reader)
    {
        int start = reader.Offset;
        return new LineString(reader.Id, start, reader.ReadCString().Length);
    }

    public static LineString At(DwarfSections sections, SectionId section, ulong offset)
    {
        // A supplementary file that cannot be had leaves its names empty.
        if (section == SectionId.SupplementaryStr && sections.Get(section).IsEmpty) return default;
        SectionReader reader = sections.ReaderAt(section, offset);
        return Here(ref reader);
    }
}
