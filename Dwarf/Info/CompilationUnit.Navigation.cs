using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

public sealed partial class CompilationUnit
{
    /// <summary>Whether an offset of the section lies among this unit's DIEs.</summary>
    internal bool HoldsOffset(int offset) => offset >= Header.RootOffset && offset < Header.End;

    /// <summary>Offset of a DIE's first child; -1 when it has none.</summary>
    internal int FirstChildOffset(int offset)
    {
        SectionReader reader = ReaderAt(offset);
        Abbreviation? abbreviation = ReadAbbreviation(ref reader);
        if (abbreviation is not { HasChildren: true }) return -1;
        AttributeReader.SkipAll(ref reader, this, abbreviation);
        return OffsetOfEntry(reader);
    }

    /// <summary>Offset of the DIE behind a DIE and its children; -1 at the end of the list.</summary>
    internal int NextSiblingOffset(int offset)
    {
        SectionReader reader = ReaderAt(offset);
        int depth = 0;
        do
        {
            int start = reader.Offset;
            Abbreviation? abbreviation = ReadAbbreviation(ref reader);
            if (abbreviation is null)
            {
                depth--;
                continue;
            }
            if (abbreviation.HasChildren && TryReadSibling(reader, abbreviation, start, out int sibling))
            {
                reader.Seek(sibling);
                continue;
            }
            AttributeReader.SkipAll(ref reader, this, abbreviation);
            if (abbreviation.HasChildren) depth++;
        }
        while (depth > 0 && !reader.IsAtEnd);
        return depth > 0 ? -1 : OffsetOfEntry(reader);
    }

    /// <summary>Reads <c>DW_AT_sibling</c>, if it is there and leads forward within the unit; the reader stands behind the DIE's code.</summary>
    internal bool TryReadSibling(SectionReader reader, Abbreviation abbreviation, int start, out int sibling)
    {
        sibling = 0;
        if (abbreviation.Sibling < 0) return false;
        ReadOnlySpan<AttributeSpec> attributes = abbreviation.Attributes;
        for (int i = 0; i < abbreviation.Sibling; i++) AttributeReader.Skip(ref reader, this, attributes[i]);
        AttributeValue value = AttributeReader.Read(ref reader, this, attributes[abbreviation.Sibling]);
        if (!value.TryGetReference(out Die target) || target.Unit != this || target.Offset <= start || target.Offset < reader.Offset) return false;
        sibling = target.Offset;
        return true;
    }

    /// <summary>Resolves a reference form to a DIE. DWARF 5, 7.5.5, class reference.</summary>
    internal bool TryResolve(DwForm form, ulong raw, out Die target)
    {
        target = default;
        switch (form)
        {
            case DwForm.RefSig8: return Content.File?.TryFindType(raw, out target) == true || Owner.TryFindTypeUnit(raw, out target);
            case DwForm.RefSup4 or DwForm.RefSup8 or DwForm.GNURefAlt: return !IsSupplementary && Owner.Supplement?.TryFindDie(raw, out target) == true;
            case DwForm.RefAddr when Content.Supplement is { } own: return own.TryFindDie(raw, out target);
            case DwForm.RefAddr: return raw <= int.MaxValue && TryResolveInSection((int)raw, out target);
            default:
                if (raw >= (ulong)(Header.End - Offset)) return false;
                int offset = Offset + (int)raw;
                target = new Die(this, offset);
                return HoldsOffset(offset);
        }
    }

    // In a split file the offset counts in its own section; producers do not refer from one split unit to another.
    private bool TryResolveInSection(int offset, out Die target)
    {
        if (Content.File is null) return Owner.TryFindDie(offset, out target);
        target = new Die(this, offset);
        return HoldsOffset(offset);
    }

    private static int OffsetOfEntry(SectionReader reader)
    {
        if (reader.IsAtEnd) return -1;
        int offset = reader.Offset;
        return reader.ReadUleb128() == 0 ? -1 : offset;
    }
}
