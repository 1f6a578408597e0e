using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The debug sections that one unit sees, fetched (and expanded) when first read.</summary>
/// <remarks>All units of an image share theirs; a split unit sees the sections of its own file, a packaged one its parts of them.</remarks>
internal sealed class DwarfSections(bool isBigEndian, Func<SectionId, ReadOnlyMemory<byte>> fetch)
{
    private static readonly int Count = Enum.GetValues<SectionId>().Length;

    private readonly Content?[] _data = new Content?[Count];
    private readonly Dictionary<ulong, AbbreviationTable> _abbreviations = [];
    private readonly Lock _gate = new();

    public bool IsBigEndian { get; } = isBigEndian;

    /// <summary>The sections of an image; one that cannot be fetched is empty and leaves a diagnostic.</summary>
    /// <param name="image">The image.</param>
    /// <param name="supplementaryStrings">Strings of its supplementary file; empty without one.</param>
    /// <param name="diagnostics">Takes what goes wrong.</param>
    public static DwarfSections Of(ElfImage image, Func<ReadOnlyMemory<byte>> supplementaryStrings, DiagnosticBag diagnostics) =>
        new(image.IsBigEndian, id => id == SectionId.SupplementaryStr ? supplementaryStrings() : Fetch(image, id, split: false, diagnostics));

    /// <summary>The sections of a <c>.dwo</c> or <c>.dwp</c> file; addresses and, before DWARF 5 or where it has none, ranges stay in the image. DWARF 5, 7.3.2.</summary>
    public static DwarfSections OfSplit(ElfImage file, DwarfSections image, DiagnosticBag diagnostics) => new(file.IsBigEndian, id =>
    {
        if (id is SectionId.DebugAddr or SectionId.DebugRanges or SectionId.SupplementaryStr) return image.Get(id);
        ReadOnlyMemory<byte> own = Fetch(file, id, split: true, diagnostics);
        return own.IsEmpty && id == SectionId.DebugRnglists ? image.Get(id) : own;
    });

    /// <summary>All bytes of a section; empty when it is absent or cannot be fetched.</summary>
    /// <remarks>Asked for with each DIE that is read: once fetched, a section is had without a lock.</remarks>
    public ReadOnlyMemory<byte> Get(SectionId id) => (Volatile.Read(ref _data[(int)id]) ?? FetchOnce(id)).Bytes;

    public SectionReader Reader(SectionId id) => new(Get(id).Span, id, IsBigEndian);

    public SectionReader ReaderAt(SectionId id, ulong offset)
    {
        SectionReader reader = Reader(id);
        reader.Seek(offset);
        return reader;
    }

    /// <summary>The abbreviations of a unit; units that name the same table share it.</summary>
    /// <exception cref="DwarfFormatException">The table is damaged.</exception>
    public AbbreviationTable GetAbbreviations(UnitHeader header)
    {
        lock (_gate)
        {
            if (_abbreviations.TryGetValue(header.AbbreviationsOffset, out AbbreviationTable? known) && known.Encoding == header.Encoding) return known;
        }
        // Without the lock: two threads read two tables at once.
        AbbreviationTable table = AbbreviationTable.Read(ReaderAt(SectionId.DebugAbbrev, header.AbbreviationsOffset), header.Encoding);
        lock (_gate) _abbreviations[header.AbbreviationsOffset] = table;
        return table;
    }

    /// <summary>The tag of a unit's own DIE, for less than its abbreviations cost.</summary>
    /// <exception cref="DwarfFormatException">The unit or its table is cut off.</exception>
    public DwTag PeekRootTag(UnitHeader header) => AbbreviationTable.ReadTag(ReaderAt(SectionId.DebugAbbrev, header.AbbreviationsOffset), ReaderAt(header.Section, (ulong)header.RootOffset).ReadUleb128());

    private Content FetchOnce(SectionId id)
    {
        lock (_gate)
        {
            Content content = _data[(int)id] ?? new Content(fetch(id));
            Volatile.Write(ref _data[(int)id], content);
            return content;
        }
    }

    private static ReadOnlyMemory<byte> Fetch(ElfImage image, SectionId id, bool split, DiagnosticBag diagnostics)
    {
        try
        {
            // In files that were not linked each type unit has a section of its own (a COMDAT group), all with one name.
            bool isOneOfMany = image.Type == ElfFileType.Relocatable && id is SectionId.DebugInfo or SectionId.DebugTypes;
            return isOneOfMany ? Join(image, id.Name() + (split ? ".dwo" : "")) : image.FindDebugSection(id.Name(), split)?.Data ?? default;
        }
        catch (ElfFormatException e)
        {
            diagnostics.Add(e);
            return default;
        }
    }

    private static ReadOnlyMemory<byte> Join(ElfImage image, string name)
    {
        List<ElfSection> parts = [.. image.Sections.Where(s => s.Name == name)];
        return parts.Count switch
        {
            0 => default,
            1 => parts[0].Data,
            _ => (byte[])[.. parts.SelectMany(p => p.Data.ToArray())],
        };
    }

    /// <summary>A reference to it is published at once, which the bytes' own pointer and length are not.</summary>
    private sealed class Content(ReadOnlyMemory<byte> bytes)
    {
        public ReadOnlyMemory<byte> Bytes { get; } = bytes;
    }
}
