using System.Collections.Immutable;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>The file to which <c>dwz -m</c> moved the DIEs and strings that several images have in common. DWARF 5, 7.3.6.</summary>
internal sealed class SupplementaryFile
{
    private readonly DwarfSections _sections;

    public SupplementaryFile(DebugInfo owner, ElfImage file)
    {
        // It refers to no other file.
        _sections = DwarfSections.Of(file, static () => default, owner.DiagnosticBag);
        Units = [.. owner.ReadHeaders(_sections, SectionId.DebugInfo).Select(header => new CompilationUnit(owner, new UnitContent(header, _sections, Supplement: this)))];
    }

    /// <summary>Its units in file order, most of them partial ones; those of other images are among them.</summary>
    public ImmutableArray<CompilationUnit> Units { get; }

    /// <summary>Its <c>.debug_str</c>.</summary>
    public ReadOnlyMemory<byte> Strings => _sections.Get(SectionId.DebugStr);

    /// <summary>The DIE at an offset of its <c>.debug_info</c>.</summary>
    public bool TryFindDie(ulong offset, out Die die)
    {
        die = default;
        return offset <= int.MaxValue && DebugInfo.TryFindDie(Units, (int)offset, out die);
    }
}
