using System.Collections.Concurrent;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    // About 24 bytes a row: 48 MB at most, whatever the image's size.
    private const long MostRowsKept = 2_000_000;
    private const long MostHeadersKept = 4096;

    private readonly RecentCache<CompilationUnit, LineTable?> _lineTables = new(MostRowsKept, t => t is null ? 1 : t.Rows.Length + 1);
    private readonly RecentCache<CompilationUnit, LineHeader?> _lineHeaders = new(MostHeadersKept, _ => 1);
    private readonly RecentCache<CompilationUnit, SequenceIndex> _sequenceIndexes = new(MostRowsKept, i => i.Count + 1);
    private readonly RecentCache<int, LineTable> _sequences = new(MostRowsKept, t => t.Rows.Length + 1);
    private readonly RecentCache<CompilationUnit, RangeMap> _codeOfUnits = new(MostHeadersKept, _ => 1);
    private readonly Lock _indexGate = new();
    private readonly ConcurrentDictionary<CompilationUnit, Lazy<UnitIndex>> _unitIndexes = [];
    private RangeMap? _listedRanges;
    private RangeMap? _unitRanges;

    /// <summary>The unit whose code holds an instruction.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Null when no unit claims the address.</returns>
    public CompilationUnit? FindUnit(CodeAddress address)
    {
        lock (_indexGate) _listedRanges ??= new RangeMap(ReadAddressRanges());
        if (_listedRanges.TryFind(address, out int offset, out _) && TryFindUnit(offset, out CompilationUnit? listed) && listed.Offset == offset) return listed;
        if (Indices.TryFindUnit(address, out CompilationUnit? indexed) && HoldsCode(indexed, address)) return indexed;
        lock (_indexGate) _unitRanges ??= new RangeMap(ReadUnitRanges());
        return _unitRanges.TryFind(address, out int unit, out _) ? Units[unit] : null;
    }

    /// <summary>The line table of a unit; null when it has none or it is damaged.</summary>
    /// <param name="unit">A unit of this image.</param>
    public LineTable? GetLineTable(CompilationUnit unit) => _lineTables.GetOrAdd(unit, u => Guard(() => ReadLineTable(u), null));

    internal LineHeader? GetLineHeader(CompilationUnit unit) => _lineHeaders.GetOrAdd(unit, u => Guard(() => ReadLineHeader(u), null));

    /// <summary>Two threads index two units at once, and one unit once.</summary>
    internal UnitIndex GetIndex(CompilationUnit unit) => _unitIndexes.GetOrAdd(unit, u => new Lazy<UnitIndex>(() => UnitIndex.Build(u))).Value;

    private LineTable? ReadLineTable(CompilationUnit unit)
    {
        LineHeader? header = ReadLineHeader(unit);
        if (header is null) return null;
        LineTableBuilder builder = new(LiveCode);
        // What precedes the damage is kept: the builder drops the sequence that was cut off.
        Guard((builder, header), static s => s.builder.Run(s.header));
        return builder.Build(header);
    }

    private SequenceIndex GetSequences(CompilationUnit unit, LineHeader header) => _sequenceIndexes.GetOrAdd(unit, _ => ReadSequences(header));

    private LineTable GetSequence(LineHeader header, int offset) => _sequences.GetOrAdd(offset, o => ReadSequence(header, o));

    private SequenceIndex ReadSequences(LineHeader header)
    {
        SequenceIndex index = new();
        Guard((index, header, LiveCode), static s => s.index.Run(s.header, s.LiveCode));
        index.Sort();
        return index;
    }

    private LineTable ReadSequence(LineHeader header, int offset)
    {
        LineTableBuilder builder = new(LiveCode);
        Guard((builder, header, offset), static s => s.builder.RunSequence(s.header, s.offset));
        return builder.Build(header);
    }

    private IReadOnlyList<RemovedCode> ReadRemovedCode(CompilationUnit unit)
    {
        RemovedCode.Collector collector = new(LiveCode);
        if (GetLineHeader(unit) is { } header) Guard((collector, header), static s => s.collector.Run(s.header));
        return collector.Removed;
    }

    private static LineHeader? ReadLineHeader(CompilationUnit unit) =>
        unit.Listed.RootAttributes.LineProgram is { } offset ? LineHeader.Read(unit.Listed, offset) : null;

    private IReadOnlyList<(CodeRange Range, int UnitOffset)> ReadAddressRanges()
    {
        AddressRangeTable table = new();
        Guard((table, this), static s => s.table.Read(s.Item2.Sections.Reader(SectionId.DebugAranges), s.Item2.LiveCode));
        return table.Ranges;
    }

    private List<(CodeRange Range, int Unit)> ReadUnitRanges()
    {
        List<(CodeRange, int)> items = [];
        for (int i = 0; i < Units.Length; i++)
        {
            CompilationUnit unit = Units[i];
            if (unit.IsTypeUnit) continue;
            foreach (CodeRange range in ReadRanges(unit)) items.Add((range, i));
        }
        return items;
    }

    private List<CodeRange> ReadRanges(CompilationUnit unit)
    {
        List<CodeRange> ranges = Guard(() => RangeList.ReadUnit(unit), []);
        if (ranges.Count == 0 && !Guard(() => HasCodeAttributes(unit), true)) ranges.AddRange(GetIndex(unit).Code);
        return ranges;
    }

    private bool HoldsCode(CompilationUnit unit, CodeAddress address) =>
        _codeOfUnits.GetOrAdd(unit, u => new RangeMap([.. ReadRanges(u).Select(r => (r, 0))])).TryFind(address, out _, out _);

    private static bool HasCodeAttributes(CompilationUnit unit) => unit.Listed.RootAttributes is { Ranges: not null } or { HighPc: not null };
}
