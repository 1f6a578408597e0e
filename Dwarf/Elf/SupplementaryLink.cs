using System.Text;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>Name and id of the file to which <c>dwz -m</c> moved what several images have in common.</summary>
/// <param name="FileName">Absolute, or relative to the file that has the link.</param>
/// <param name="Id">Build id, or checksum, of the file that is meant.</param>
/// <param name="Source">Name of the file that has the link: the image, or its debug file.</param>
/// <remarks><c>.debug_sup</c> of DWARF 5, 7.3.6; before it <c>.gnu_debugaltlink</c>, GDB manual, "Separate Debug Files".</remarks>
public sealed record SupplementaryLink(string FileName, BuildId Id, string Source)
{
    private const string OldSection = ".gnu_debugaltlink";
    private const string Section = ".debug_sup";
    private const string Advice = "Run dwz again, or use the image as it was before dwz -m.";

    /// <summary>Whether a file is the one that was linked to.</summary>
    /// <param name="file">A supplementary file, perhaps of another run of <c>dwz</c>.</param>
    public bool Matches(ElfImage file) => Id.Equals(IdOf(file));

    /// <summary>What a supplementary file is known by; null when it has no id.</summary>
    /// <exception cref="ElfFormatException">The section is damaged.</exception>
    internal static BuildId? IdOf(ElfImage file) => ReadSection(file) is { IsSupplementary: true, Link: { } own } ? own.Id : file.BuildId;

    /// <summary>The link of an image; null when it has none, as a supplementary file itself.</summary>
    /// <exception cref="ElfFormatException">The section is damaged.</exception>
    internal static SupplementaryLink? Read(ElfImage image)
    {
        if (image.FindDebugSection(OldSection) is not { } old) return ReadSection(image) is { IsSupplementary: false, Link: var link } ? link : null;
        ReadOnlyMemory<byte> data = old.Data;
        int length = data.Span.IndexOf((byte)0);
        if (length <= 0 || length + 1 == data.Length) throw Damaged(image, old);
        return new SupplementaryLink(Encoding.UTF8.GetString(data.Span[..length]), new BuildId(data[(length + 1)..]), NameOfHolder(image, OldSection));
    }

    private static (bool IsSupplementary, SupplementaryLink Link)? ReadSection(ElfImage image)
    {
        if (image.FindDebugSection(Section) is not { } section) return null;
        ReadOnlyMemory<byte> data = section.Data;
        SectionReader reader = new(data.Span, SectionId.ElfFile, image.IsBigEndian);
        try
        {
            _ = reader.ReadUInt16();
            bool isSupplementary = reader.ReadByte() != 0;
            string name = Encoding.UTF8.GetString(reader.ReadCString());
            ulong size = reader.ReadUleb128();
            int start = reader.Offset;
            reader.Skip(size);
            if (size == 0 || (name.Length == 0 && !isSupplementary)) throw Damaged(image, section);
            return (isSupplementary, new SupplementaryLink(name, new BuildId(data.Slice(start, (int)size)), NameOfHolder(image, Section)));
        }
        catch (DwarfFormatException)
        {
            throw Damaged(image, section);
        }
    }

    private static string NameOfHolder(ElfImage image, string section) => image.DebugFile is { } separate && separate.FindDebugSection(section) is not null ? separate.Name : image.Name;

    private static ElfFormatException Damaged(ElfImage image, ElfSection section) =>
        new($"Section {section.Name} is damaged: it does not tell which file dwz moved a part of the debug information to", image.Name, section.FileOffset, Advice);
}
