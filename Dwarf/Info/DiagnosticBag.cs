using System.Collections.Immutable;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Keeps the first diagnostics, each place once, so that a damaged file cannot fill memory.</summary>
internal sealed class DiagnosticBag
{
    private const int MostKept = 200;

    private readonly Lock _gate = new();
    private readonly HashSet<DwarfDiagnostic> _seen = [];
    private ImmutableArray<DwarfDiagnostic> _items = [];

    public ImmutableArray<DwarfDiagnostic> Items
    {
        get { lock (_gate) return _items; }
    }

    public void Add(DwarfFormatException error) => Add(new DwarfDiagnostic(error.Message, error.Section, error.Offset));

    public void Add(ElfFormatException error) => Add(new DwarfDiagnostic(error.Message, SectionId.ElfFile, (long)error.Offset));

    public void Add(DwarfDiagnostic diagnostic)
    {
        lock (_gate)
        {
            if (_items.Length < MostKept && _seen.Add(diagnostic)) _items = _items.Add(diagnostic);
        }
    }
}
