using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The debug sections of one image, fetched (and expanded) when first read.</summary>
internal sealed class DwarfSections(ElfImage image, DiagnosticBag diagnostics)
{
    private readonly ReadOnlyMemory<byte>?[] _data = new ReadOnlyMemory<byte>?[Enum.GetValues<SectionId>().Length];
    private readonly Lock _gate = new();

    public ElfImage Image { get; } = image;

    public bool IsBigEndian => Image.IsBigEndian;

    /// <summary>All bytes of a section; empty when it is absent or, with a diagnostic, when it cannot be fetched.</summary>
    public ReadOnlyMemory<byte> Get(SectionId id)
    {
        lock (_gate)
        {
            return _data[(int)id] ??= Fetch(id);
        }
    }

    public SectionReader Reader(SectionId id) => new(Get(id).Span, id, IsBigEndian);

    public SectionReader ReaderAt(SectionId id, ulong offset)
    {
        SectionReader reader = Reader(id);
        reader.Seek(offset);
        return reader;
    }

    private ReadOnlyMemory<byte> Fetch(SectionId id)
    {
        try
        {
            return Image.FindDebugSection(id.Name())?.Data ?? default;
        }
        catch (ElfFormatException e)
        {
            diagnostics.Add(e);
            return default;
        }
    }
}
