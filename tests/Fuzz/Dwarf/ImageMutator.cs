using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>Seeded damage to the parts of an ELF file that are read: headers, symbols, debug sections, exception tables, code.</summary>
public sealed class ImageMutator
{
    private const int FileHeader = 52;                    // ELF32: e_phoff at 28, e_shoff at 32, entries of 32 and 40 bytes
    private const int ProgramHeader = 32;
    private const int SectionHeader = 40;
    private const int LargestChange = 4;

    private readonly byte[] _good;
    private readonly (int Start, int Size)[] _headers;
    private readonly (int Start, int Size)[] _sections;

    /// <summary>Prepares damage to a good image.</summary>
    /// <param name="file">An ELF32 file.</param>
    public ImageMutator(byte[] file)
    {
        _good = file;
        ElfImage image = ElfImage.Load(file, "good");
        int programs = BitConverter.ToInt32(file, 28), sections = BitConverter.ToInt32(file, 32);
        _headers = [(0, FileHeader), (programs, ProgramHeader * image.Segments.Length), (sections, SectionHeader * image.Sections.Length)];
        _sections = [.. image.Sections.Where(IsRead).Select(section => ((int)section.FileOffset, (int)section.SizeInBytes))];
    }

    /// <summary>The image of a seed: in one case of eight the headers are hit, else a section or several.</summary>
    public byte[] Create(int seed)
    {
        var random = new Random(seed);
        byte[] bytes = (byte[])_good.Clone();
        (int Start, int Size)[] parts = random.Next(8) == 0 ? [.. _headers.Where(part => part.Size > 0)] : _sections;
        // Changes close together get past one check to the next.
        (int start, int size) = parts[random.Next(parts.Length)];
        for (int changes = 1 + random.Next(LargestChange); changes > 0; changes--)
        {
            if (random.Next(4) == 0) (start, size) = parts[random.Next(parts.Length)];
            Change(bytes, start, size, random);
        }
        return bytes;
    }

    private static void Change(byte[] bytes, int start, int size, Random random)
    {
        int at = start + random.Next(size);
        switch (random.Next(7))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[at] = 0xff; break;
            case 3: bytes[at] = 0; break;
            case 4: bytes[at]++; break;
            case 5: bytes.AsSpan(start + random.Next(size))[..1].CopyTo(bytes.AsSpan(at)); break;
            default: bytes.AsSpan(at, Math.Min(LargestChange, start + size - at)).Fill((byte)(random.Next(2) * 0xff)); break;
        }
    }

    /// <summary>The library reads the section's content.</summary>
    public static bool IsRead(ElfSection section) =>
        section.SizeInBytes > 0 && section.Type != ElfSectionType.NoBits &&
        (section.IsExecutable || section.Type == ElfSectionType.ArmExidx || section.Name.StartsWith(".debug_", StringComparison.Ordinal) || section.Name is ".symtab" or ".strtab" or ".shstrtab" or ".ARM.extab");
}
