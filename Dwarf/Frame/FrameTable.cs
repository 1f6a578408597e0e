using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>The call frame information of an image: finds the FDE of an address. Indexed on first use; safe to share between threads.</summary>
/// <remarks>
/// Entries come in any order, and entries of functions that the linker dropped keep the start address 0 (GNU ld, LLD), -1 or -2:
/// they are dead. Start 0 is alive only when a function symbol stands there, which matters where flash begins at 0.
/// </remarks>
/// <example>
/// <code>
/// FrameTable frames = FrameTable.Load(image);
/// if (frames.TryFindFde(new CodeAddress(0x1a5), out Fde? fde))
///     UnwindRow row = CfiInterpreter.FindRow(fde, new CodeAddress(0x1a5));
/// </code>
/// </example>
public sealed class FrameTable
{
    private readonly ImmutableArray<FrameSection> _sections;
    private readonly Lazy<ImmutableArray<FrameIndex>> _indexes;

    /// <summary>A table over raw sections; earlier sections are asked first.</summary>
    /// <param name="sources"><c>.debug_frame</c> before <c>.eh_frame</c>.</param>
    /// <param name="isFunctionStart">Whether a function symbol stands at an address; asked for address 0 alone.</param>
    public FrameTable(IEnumerable<FrameSectionSource> sources, Func<CodeAddress, bool> isFunctionStart)
    {
        _sections = [.. sources.Select(source => new FrameSection(source))];
        _indexes = new Lazy<ImmutableArray<FrameIndex>>(() => [.. _sections.Select(section => FrameIndex.Build(section, isFunctionStart))]);
    }

    /// <summary>Entries that could not be used, with the reason; reading it builds the index.</summary>
    public IEnumerable<FrameDiagnostic> Diagnostics => _indexes.Value.SelectMany(index => index.Diagnostics);

    /// <summary>Start addresses of all live entries, by section and then ascending; for tests, audits and statistics.</summary>
    public IEnumerable<CodeAddress> Starts => _indexes.Value.SelectMany(index => index.Starts);

    /// <summary>A table over the frame sections of an image; empty when it has none.</summary>
    /// <exception cref="ElfFormatException">A frame section or the symbol table lies outside the file, or cannot be decompressed.</exception>
    public static FrameTable Load(ElfImage image)
    {
        var sources = new List<FrameSectionSource>();
        if (image.FindDebugSection(".debug_frame") is { } debugFrame)
            sources.Add(new FrameSectionSource(debugFrame.Data, SectionId.DebugFrame, 0, image.AddressSizeInBytes, image.IsBigEndian, image.Machine));
        if (image.FindSection(".eh_frame") is { } ehFrame)
            sources.Add(new FrameSectionSource(ehFrame.Data, SectionId.EhFrame, ehFrame.Address.Value, image.AddressSizeInBytes, image.IsBigEndian, image.Machine));
        ElfSymbolTable symbols = image.Symbols;           // a damaged one is reported here, not in the middle of a walk
        return new FrameTable(sources, address => symbols.HasFunctionAt(address));
    }

    /// <summary>The entry whose range holds an address.</summary>
    /// <param name="address">Look-up address: for a caller, the return address minus one.</param>
    /// <param name="fde">The entry when the result is true.</param>
    /// <exception cref="DwarfFormatException">The entry was indexed but its body is damaged.</exception>
    public bool TryFindFde(CodeAddress address, [NotNullWhen(true)] out Fde? fde)
    {
        ImmutableArray<FrameIndex> indexes = _indexes.Value;
        for (int i = 0; i < indexes.Length; i++)
        {
            if (indexes[i].TryFind(address.Value, out int offset))
            {
                fde = _sections[i].ReadFde(offset);
                return true;
            }
        }
        fde = null;
        return false;
    }
}
