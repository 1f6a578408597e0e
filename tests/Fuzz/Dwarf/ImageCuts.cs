using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>An image cut short: the whole file, and each section that is read, by the size in its header.</summary>
/// <param name="file">A little-endian ELF file. Section cuts are made in place and undone, so that a case must be run before the next is taken.</param>
public sealed class ImageCuts(byte[] file)
{
    /// <summary>Files are cut at every length below this one. Section headers lie at the end, so that cuts of larger files are refused the same way.</summary>
    public const int MostFileLengths = 64 << 10;

    // An image of 64 KB takes about a millisecond, a larger one longer: there sections are cut at fewer places.
    private const int MostSectionLengths = 1024;
    private const int EveryLengthBelowEnd = 64;

    /// <summary>At how many lengths a section is cut: at every one when it has no more, else at seeded ones spread over it, and at its last ones.</summary>
    public int LengthsOfSection { get; } = (int)Math.Min(MostSectionLengths, (long)MostSectionLengths * MostFileLengths / file.Length);

    /// <summary>The file cut, each time with what to call the case.</summary>
    /// <param name="step">1 for every length.</param>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Files(int step = 1)
    {
        for (int size = 0; size < Math.Min(file.Length, MostFileLengths); size += step) yield return ($"cut to {size} bytes", file.AsMemory(0, size));
    }

    /// <summary>The sections cut.</summary>
    /// <param name="most">How many lengths of a section are tried at most; null for <see cref="LengthsOfSection"/>.</param>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Sections(int? most = null)
    {
        ElfImage good = ElfImage.Load(file, "good");
        var layout = new HeaderLayout(good);
        foreach (ElfSection section in good.Sections.Where(ImageMutator.IsRead))
        {
            int field = layout.SizeOfSectionAt(section.Index), whole = (int)section.SizeInBytes;
            foreach (int size in Lengths(whole, most ?? LengthsOfSection, section.Index))
            {
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(field), size);
                yield return ($"{section.Name} cut to {size} of {whole} bytes", file);
            }

            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(field), whole);
        }
    }

    // Each length when there are few; else one at a seeded place of each of as many equal parts as are left beside the end.
    private static IEnumerable<int> Lengths(int whole, int most, int seed)
    {
        if (whole <= most) return Enumerable.Range(0, whole);
        var random = new Random(seed);
        int end = Math.Min(EveryLengthBelowEnd, most / 2), parts = most - end, body = whole - end;
        return Enumerable.Range(0, parts).Select(i => (int)((long)body * i / parts) + random.Next(Math.Max(1, body / parts))).Concat(Enumerable.Range(body, end));
    }
}
