using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>Where the headers of a good little-endian ELF file are. gABI, "ELF Header", "Section Header", "Program Header".</summary>
internal sealed class HeaderLayout(ElfImage image)
{
    private readonly bool _is64 = image.Class == ElfClass.Elf64;

    private int SectionHeaderSize => _is64 ? 64 : 40;

    private int Sections => ReadOffset(32, 40);

    /// <summary>The file's header, the program headers and the section headers, those that there are.</summary>
    public IEnumerable<(int Start, int Size)> Parts =>
        new[] { (0, _is64 ? 64 : 52), (ReadOffset(28, 32), (_is64 ? 56 : 32) * image.Segments.Length), (Sections, SectionHeaderSize * image.Sections.Length) }.Where(part => part.Item2 > 0);

    /// <summary>Where the header of a section is.</summary>
    public int HeaderOfSectionAt(int index) => Sections + (SectionHeaderSize * index);

    /// <summary>Where the size of a section is written; its low four bytes.</summary>
    public int SizeOfSectionAt(int index) => HeaderOfSectionAt(index) + (_is64 ? 32 : 20);

    private int ReadOffset(int at32, int at64) => BinaryPrimitives.ReadInt32LittleEndian(image.File.Span[(_is64 ? at64 : at32)..]);
}
