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
    private RangeMap? _listedRanges;
    private RangeMap? _unitRanges;

    /// <summary>The unit whose code holds an instruction.</summary>
    /// <param name="address">Address of the instruction; for a return address, one less.</param>
    /// <returns>Null when no unit claims the address.</returns>
    public CompilationUnit? FindUnit(CodeAddress address)
    {
        if ((_listedRanges ?? IndexListedRanges()).TryFind(address, out int offset) && TryFindUnit(offset, out CompilationUnit? listed) && listed.Offset == offset) return listed;
        if (Indices.TryFindUnit(address, out CompilationUnit? indexed) && HoldsCode(indexed, address)) return indexed;
        return (_unitRanges ?? IndexUnitRanges()).TryFind(address, out int unit) ? Units[unit] : null;
    }

    /// <summary>The line table of a unit; null when it has none or it is damaged.</summary>
    /// <param name="unit">A unit of this image. A partial one has no code: it only names the files of another one's table.</param>
    public LineTable? GetLineTable(CompilationUnit unit) => unit.IsPartial ? null : _lineTables.GetOrAdd(unit, this, static (u, info) => info.Guard(() => info.ReadLineTable(u), null));

    internal LineHeader? GetLineHeader(CompilationUnit unit) => _lineHeaders.GetOrAdd(unit, this, static (u, info) => info.Guard(() => ReadLineHeader(u), null));

    private RangeMap IndexListedRanges()
    {
        lock (_indexGate) return _listedRanges ??= new RangeMap(ReadAddressRanges().Items);
    }

    private RangeMap IndexUnitRanges()
    {
        lock (_indexGate) return _unitRanges ??= new RangeMap(ReadUnitRanges().Items);
    }

    private LineTable? ReadLineTable(CompilationUnit unit)
    {
        LineHeader? header = ReadLineHeader(unit);
        if (header is null) return null;
        using LineTableBuilder builder = LineTableBuilder.Take(LiveCode);
        // What precedes the damage is kept: the builder drops the sequence that was cut off.
        Guard((builder, header), static s => s.builder.Run(s.header));
        return builder.Build(header);
    }

    private SequenceIndex GetSequences(CompilationUnit unit, LineHeader header) => _sequenceIndexes.GetOrAdd(unit, header, static (u, h) => SequenceIndex.Build(h, u.Owner));

    private LineTable GetSequence(LineHeader header, int offset) => _sequences.GetOrAdd(offset, (Info: this, Header: header), static (o, s) => s.Info.ReadSequence(s.Header, o));

    private LineTable ReadSequence(LineHeader header, int offset)
    {
        using LineTableBuilder builder = LineTableBuilder.Take(LiveCode);
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

    private PackedList<OwnedCode> ReadAddressRanges()
    {
        AddressRangeTable table = new();
        Guard((table, this), static s => s.table.Read(s.Item2.Sections.Reader(SectionId.DebugAranges), s.Item2.LiveCode));
        return table.Ranges;
    }

    // Owned by the unit's position among all.
    private PackedList<OwnedCode> ReadUnitRanges()
    {
        PackedList<OwnedCode> code = new();
        for (int i = 0; i < Units.Length; i++)
        {
            CompilationUnit unit = Units[i];
            if (unit.IsTypeUnit || unit.IsPartial) continue;
            foreach (OwnedCode range in ReadRanges(unit)) code.Add(range with { Owner = i });
        }
        return code;
    }

    private OwnedCode[] ReadRanges(CompilationUnit unit)
    {
        List<CodeRange> ranges = Guard(() => RangeList.ReadUnit(unit), []);
        if (ranges.Count == 0 && !Guard(() => HasCodeAttributes(unit), true)) return unit.Index.Code;
        return [.. ranges.Select(r => new OwnedCode(r, 0))];
    }

    private bool HoldsCode(CompilationUnit unit, CodeAddress address) =>
        _codeOfUnits.GetOrAdd(unit, this, static (u, info) => new RangeMap(info.ReadRanges(u))).TryFind(address, out _);

    private static bool HasCodeAttributes(CompilationUnit unit) => unit.Listed.RootAttributes is { Ranges: not null } or { HighPc: not null };
}
