using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>
/// Seeded damage to the parts of an ELF file that are read: headers, symbols, debug sections, exception tables, code. Of a large image a case asks for one function,
/// variable or type, and half of the damage is at its DIE: asking everything takes ten times as long, and most of it would not meet the damage.
/// </summary>
public sealed class ImageMutator
{
    /// <summary>A larger image is asked for one thing in most cases.</summary>
    public const int MostBytesAskedWhole = 64 << 10;

    private const int LargestChange = 4;
    private const int WholeCasesOf = 16;
    private const int BytesBeforeDie = 32;
    private const int BytesAroundDie = 256;

    private readonly byte[] _good;
    private readonly (int Start, int Size)[] _headers;
    private readonly (int Start, int Size)[] _sections;
    private readonly (int Start, int Size) _info;
    private readonly Lazy<List<List<ImagePlace>>> _places = new(static () => []);

    /// <summary>Prepares damage to a good image.</summary>
    /// <param name="file">A little-endian ELF file; a large one is damaged with its compressed sections expanded.</param>
    public ImageMutator(byte[] file)
    {
        _good = file.Length > MostBytesAskedWhole ? ExpandedImage.Of(file) : file;
        ElfImage image = ElfImage.Load(_good, "good");
        _headers = [.. new HeaderLayout(image).Parts];
        _sections = [.. image.Sections.Where(IsRead).Select(PartOf)];
        if (file.Length <= MostBytesAskedWhole || image.FindSection(".debug_info") is not { } info) return;
        _info = PartOf(info);
        _places = new Lazy<List<List<ImagePlace>>>(() => ImagePlace.Find(image));
    }

    /// <summary>The image of a seed: in one case of eight the headers are hit, else a section or several.</summary>
    public byte[] Create(int seed)
    {
        var random = new Random(seed);
        byte[] bytes = (byte[])_good.Clone();
        (int Start, int Size)[] parts = random.Next(8) == 0 ? _headers : PlaceOf(seed) is { } place && random.Next(2) == 0 ? [AroundDie(place)] : _sections;
        // Changes close together get past one check to the next.
        (int start, int size) = parts[random.Next(parts.Length)];
        for (int changes = 1 + random.Next(LargestChange); changes > 0; changes--)
        {
            if (random.Next(4) == 0) (start, size) = parts[random.Next(parts.Length)];
            Change(bytes, start, size, random);
        }
        return bytes;
    }

    /// <summary>What the image of a seed is asked for.</summary>
    public ImageQuestions QuestionsOf(int seed) => PlaceOf(seed)?.Questions ?? ImageQuestions.All;

    private ImagePlace? PlaceOf(int seed)
    {
        var random = new Random(~seed);
        List<List<ImagePlace>> places = _places.Value;
        if (places.Count == 0 || random.Next(WholeCasesOf) == 0) return null;
        List<ImagePlace> kind = places[random.Next(places.Count)];
        return kind[random.Next(kind.Count)];
    }

    private (int Start, int Size) AroundDie(ImagePlace place)
    {
        int start = Math.Max(0, place.Offset - BytesBeforeDie);
        return (_info.Start + start, Math.Min(BytesAroundDie, _info.Size - start));
    }

    private static (int Start, int Size) PartOf(ElfSection section) => ((int)section.FileOffset, (int)section.SizeInBytes);

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
        (section.IsExecutable || section.Type is ElfSectionType.ArmExidx or ElfSectionType.Relocations or ElfSectionType.RelocationsWithAddend || section.Name.StartsWith(".debug_", StringComparison.Ordinal) || section.Name is ".gdb_index" or ".eh_frame" or ".symtab" or ".strtab" or ".shstrtab" or ".ARM.extab");
}
