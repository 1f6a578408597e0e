using System.Collections.Immutable;
using System.Text;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

// gABI, "ELF Header", "Sections", "Program Header". Offsets are given as (ELF32, ELF64).
public sealed partial class ElfImage
{
    private const int ExtendedIndex = 0xffff;
    private const string NotElf = "Give the linked image (.elf, .axf, .out), not a .hex, .bin or source file.";
    private const string Damaged = "Build or copy the file again: it is cut short or damaged.";

    private void ReadHeaders()
    {
        ReadOnlySpan<byte> ident = File.Span;
        if (ident.Length < 16 || !ident[..4].SequenceEqual("\x7f"u8 + "ELF"u8)) throw new ElfFormatException("Not an ELF file", Name, 0, NotElf);
        if (ident[4] is not (1 or 2)) throw new ElfFormatException($"Unknown ELF class {ident[4]}", Name, 4, NotElf);
        if (ident[5] is not (1 or 2)) throw new ElfFormatException($"Unknown ELF byte order {ident[5]}", Name, 5, NotElf);
        Class = (ElfClass)ident[4];
        IsBigEndian = ident[5] == 2;

        ElfFields fields = new(File.Span, Name, Class == ElfClass.Elf64, IsBigEndian);
        Type = (ElfFileType)fields.Half(16);
        Machine = (ElfMachine)fields.Half(18);
        EntryPoint = ToCodeAddress(fields.Native(0, 24, 24));
        Flags = fields.WordAt(0, 36, 48);
        ReadSections(fields);
        ReadSegments(fields);
    }

    private void ReadSections(ElfFields fields)
    {
        ulong table = fields.Native(0, 32, 40);
        if (table == 0) return;
        ulong entrySize = fields.Half(fields.Is64 ? 58UL : 46UL);
        ulong count = fields.Half(fields.Is64 ? 60UL : 48UL);
        int names = fields.Half(fields.Is64 ? 62UL : 50UL);
        if (entrySize < (fields.Is64 ? 64UL : 40UL)) throw new ElfFormatException($"Section header size {entrySize} is too small", Name, fields.Is64 ? 58UL : 46UL, Damaged);
        // gABI: with 0xff00 or more sections the count is in sh_size of section 0 and the index of the names in its sh_link.
        if (count == 0) count = fields.Native(table, 20, 32);
        if (names == ExtendedIndex) names = (int)fields.WordAt(table, 24, 40);
        CheckTable("section headers", table, count, entrySize);

        ReadOnlySpan<byte> nameBytes = SectionNames(fields, table, entrySize, count, names);
        ImmutableArray<ElfSection>.Builder sections = ImmutableArray.CreateBuilder<ElfSection>((int)count);
        for (int i = 0; i < (int)count; i++)
        {
            ulong at = table + ((ulong)i * entrySize);
            sections.Add(new ElfSection(this)
            {
                Index = i,
                Name = StringAt(nameBytes, fields.Word(at)),
                Type = (ElfSectionType)fields.Word(at + 4),
                Flags = (ElfSectionFlags)fields.Native(at, 8, 8),
                Address = new TargetAddress(fields.Native(at, 12, 16)),
                FileOffset = fields.Native(at, 16, 24),
                SizeInBytes = fields.Native(at, 20, 32),
                Link = (int)fields.WordAt(at, 24, 40),
                Info = (int)fields.WordAt(at, 28, 44),
                EntrySizeInBytes = fields.Native(at, 36, 56),
            });
        }
        Sections = sections.MoveToImmutable();
    }

    private ReadOnlySpan<byte> SectionNames(ElfFields fields, ulong table, ulong entrySize, ulong count, int names)
    {
        if (names <= 0) return [];
        if ((ulong)names >= count) throw new ElfFormatException($"Section name table has index {names} of {count}", Name, table, Damaged);
        ulong at = table + ((ulong)names * entrySize);
        return fields.Slice(fields.Native(at, 16, 24), fields.Native(at, 20, 32));
    }

    private void ReadSegments(ElfFields fields)
    {
        ulong table = fields.Native(0, 28, 32);
        ulong entrySize = fields.Half(fields.Is64 ? 54UL : 42UL);
        ulong count = fields.Half(fields.Is64 ? 56UL : 44UL);
        if (table == 0 || count == 0) return;
        if (entrySize < (fields.Is64 ? 56UL : 32UL)) throw new ElfFormatException($"Program header size {entrySize} is too small", Name, fields.Is64 ? 54UL : 42UL, Damaged);
        CheckTable("program headers", table, count, entrySize);
        ImmutableArray<ElfSegment>.Builder segments = ImmutableArray.CreateBuilder<ElfSegment>((int)count);
        for (ulong at = table; segments.Count < (int)count; at += entrySize)
        {
            segments.Add(new ElfSegment(
                (ElfSegmentType)fields.Word(at),
                (ElfSegmentFlags)fields.WordAt(at, 24, 4),
                new TargetAddress(fields.Native(at, 8, 16)),
                new TargetAddress(fields.Native(at, 12, 24)),
                fields.Native(at, 4, 8),
                fields.Native(at, 16, 32),
                fields.Native(at, 20, 40)));
        }
        Segments = segments.MoveToImmutable();
    }

    private void CheckTable(string what, ulong table, ulong count, ulong entrySize)
    {
        ulong length = (ulong)File.Length;
        if (table > length || count > (length - table) / entrySize)
        {
            throw new ElfFormatException($"The {count} {what} reach past the end of the file ({length} bytes)", Name, table, Damaged);
        }
    }

    /// <summary>The NUL-terminated string at an offset of a string table; empty when the offset is outside it.</summary>
    internal static string StringAt(ReadOnlySpan<byte> strings, uint offset)
    {
        if (offset >= (uint)strings.Length) return "";
        ReadOnlySpan<byte> tail = strings[(int)offset..];
        int end = tail.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? tail : tail[..end]);
    }
}
