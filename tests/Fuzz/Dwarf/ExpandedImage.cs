using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>An ELF file with its compressed sections as they are when expanded: damage to compressed bytes costs the whole section and seldom gets behind the inflater.</summary>
internal static class ExpandedImage
{
    // gABI, "Section Header": sh_flags at 8, sh_offset at 16 and sh_size at 20 of ELF32.
    private const int Flags = 8, Offset = 16, Size = 20;

    /// <summary>The file itself when it has no compressed sections or is ELF64; else a copy whose expanded sections are at its end.</summary>
    public static byte[] Of(byte[] file)
    {
        ElfImage image = ElfImage.Load(file, "good");
        ElfSection[] compressed = [.. image.Sections.Where(section => section.Flags.HasFlag(ElfSectionFlags.Compressed))];
        if (compressed.Length == 0 || image.Class == ElfClass.Elf64) return file;
        var layout = new HeaderLayout(image);
        List<byte> expanded = [.. file];
        foreach (ElfSection section in compressed)
        {
            int header = layout.HeaderOfSectionAt(section.Index), start = expanded.Count;
            Write(header + Flags, (int)(section.Flags & ~ElfSectionFlags.Compressed));
            Write(header + Offset, start);
            Write(header + Size, section.Data.Length);
            expanded.AddRange(section.Data.Span);
        }

        return [.. expanded];

        void Write(int at, int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            for (int i = 0; i < bytes.Length; i++) expanded[at + i] = bytes[i];
        }
    }
}
