using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>An ELF file over lent bytes: headers are read at once, symbols and section bytes when asked for.</summary>
/// <remarks>ELF32 and ELF64, either byte order. Not modified after <see cref="Load"/>; safe to share between threads.</remarks>
public sealed partial class ElfImage
{
    private readonly Lazy<ElfSymbolTable> _symbols;
    private readonly Lazy<BuildId?> _buildId;

    private ElfImage(ReadOnlyMemory<byte> file, string name)
    {
        File = file;
        Name = name;
        _symbols = new Lazy<ElfSymbolTable>(() => ElfSymbolTable.Load(DebugFile is not null && !Sections.Any(s => s.Type == ElfSectionType.SymbolTable) ? DebugFile : this));
        _buildId = new Lazy<BuildId?>(FindBuildId);
    }

    /// <summary>Name given to <see cref="Load"/>, used in messages.</summary>
    public string Name { get; }

    /// <summary>All bytes of the file.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>32- or 64-bit fields.</summary>
    public ElfClass Class { get; private set; }

    /// <summary>Byte order of the file and of the target's data.</summary>
    public bool IsBigEndian { get; private set; }

    /// <summary>Instruction set.</summary>
    public ElfMachine Machine { get; private set; }

    /// <summary>Object file, executable, core.</summary>
    public ElfFileType Type { get; private set; }

    /// <summary>Processor flags (<c>e_flags</c>).</summary>
    public uint Flags { get; private set; }

    /// <summary>Where execution starts, Thumb bit cleared.</summary>
    public CodeAddress EntryPoint { get; private set; }

    /// <summary>A code address of the image's machine: only on Arm is bit 0 no part of it.</summary>
    /// <param name="value">Address or code pointer.</param>
    public CodeAddress ToCodeAddress(ulong value) => CodeAddress.Of(Machine, value);

    /// <summary>All sections in file order, the null section included, so that an index is a position.</summary>
    public ImmutableArray<ElfSection> Sections { get; private set; } = [];

    /// <summary>All program headers in file order.</summary>
    public ImmutableArray<ElfSegment> Segments { get; private set; } = [];

    /// <summary>The symbol table (<c>.symtab</c>, else <c>.dynsym</c>); empty in a stripped file.</summary>
    /// <exception cref="ElfFormatException">The table or its strings lie outside the file.</exception>
    public ElfSymbolTable Symbols => _symbols.Value;

    /// <summary>The linker's fingerprint; null when the file was linked without <c>--build-id</c>.</summary>
    public BuildId? BuildId => _buildId.Value;

    /// <summary>The file that the debug information was split off to by <c>strip</c> or <c>objcopy</c>; null when the image names none.</summary>
    public DebugLink? DebugLink => DebugLink.Read(this);

    /// <summary>The file with what this image's debug information has in common with that of others; null when the image names none.</summary>
    /// <exception cref="ElfFormatException">The section that names it is damaged.</exception>
    public SupplementaryLink? SupplementaryLink => SupplementaryLink.Read(this);

    /// <summary>The file that gives what was stripped from this one; null without <see cref="WithDebugFile"/>.</summary>
    public ElfImage? DebugFile { get; private init; }

    /// <summary>Size of an address on the target.</summary>
    public int AddressSizeInBytes => Class == ElfClass.Elf64 ? 8 : 4;

    /// <summary>Parses the headers.</summary>
    /// <param name="file">The whole file; must stay valid as long as the image is used.</param>
    /// <param name="name">Name for messages, usually the path.</param>
    /// <exception cref="ElfFormatException">Not an ELF file, or its headers are damaged.</exception>
    public static ElfImage Load(ReadOnlyMemory<byte> file, string name)
    {
        ElfImage image = new(file, name);
        image.ReadHeaders();
        return image;
    }

    /// <summary>This image with the debug sections, and if it has none of its own the symbols, of another file.</summary>
    /// <param name="debugFile">Made by <c>objcopy --only-keep-debug</c> or <c>eu-strip -f</c>; must stay valid as long as the result is used.</param>
    public ElfImage WithDebugFile(ElfImage debugFile)
    {
        ElfImage image = new(File, Name) { DebugFile = debugFile };
        image.ReadHeaders();
        return image;
    }

    /// <summary>The first section of that name; null when there is none.</summary>
    /// <param name="name">Exact name, such as <c>.text</c>.</param>
    public ElfSection? FindSection(string name)
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Name == name) return section;
        }
        return null;
    }

    /// <summary>A debug section under any of its storage names: <c>.debug_info</c>, <c>.zdebug_info</c> or, when asked for, <c>.debug_info.dwo</c>.</summary>
    /// <param name="name">Plain name, such as <c>.debug_info</c>.</param>
    /// <param name="split">Look for the <c>.dwo</c> form of split DWARF instead.</param>
    public ElfSection? FindDebugSection(string name, bool split = false)
    {
        if (DebugFile?.FindDebugSection(name, split) is { } separate) return separate;
        if (split) name += ".dwo";
        return FindSection(name) ?? (name.StartsWith(".debug_", StringComparison.Ordinal) ? FindSection(".z" + name[1..]) : null);
    }

    /// <summary>The allocated section that holds an address; null when none does.</summary>
    /// <param name="address">Any target address.</param>
    public ElfSection? FindSection(TargetAddress address)
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Contains(address)) return section;
        }
        return null;
    }

    /// <summary>Fills <paramref name="destination"/> with what the file places at <paramref name="address"/> when the program runs.</summary>
    /// <param name="address">First byte, as the program sees it (<c>p_vaddr</c>).</param>
    /// <param name="destination">Filled whole or not at all; one segment must hold all of it.</param>
    /// <returns>False when no <c>PT_LOAD</c> segment has file bytes for the whole range.</returns>
    public bool TryRead(TargetAddress address, Span<byte> destination)
    {
        foreach (ElfSegment segment in Segments)
        {
            if (segment.Type != ElfSegmentType.Load || address.Value < segment.VirtualAddress.Value) continue;
            ulong skip = address.Value - segment.VirtualAddress.Value;
            if (skip > segment.SizeInFile || (ulong)destination.Length > segment.SizeInFile - skip) continue;
            ulong from = segment.FileOffset + skip;
            if (from < skip || from > (ulong)File.Length || (ulong)destination.Length > (ulong)File.Length - from) continue;
            File.Span.Slice((int)from, destination.Length).CopyTo(destination);
            return true;
        }
        return false;
    }

    private BuildId? FindBuildId()
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Type != ElfSectionType.Note || section.SizeInBytes > (ulong)File.Length || section.FileOffset > (ulong)File.Length - section.SizeInBytes) continue;
            BuildId? id = BuildId.Find(this, File.Slice((int)section.FileOffset, (int)section.SizeInBytes));
            if (id is not null) return id;
        }
        return null;
    }
}
