using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>The live FDEs of one section by start address.</summary>
internal sealed class FrameIndex
{
    // Ranges overlap only where a linker folded or discarded copies; a short walk back finds the enclosing one.
    private const int OverlapsSearched = 8;

    private readonly Entry[] _entries;

    private FrameIndex(Entry[] entries, IReadOnlyList<FrameDiagnostic> diagnostics)
    {
        _entries = entries;
        Diagnostics = diagnostics;
    }

    public IReadOnlyList<FrameDiagnostic> Diagnostics { get; }

    public IEnumerable<CodeAddress> Starts => _entries.Select(entry => CodeAddress.Exact(entry.Start));

    public static FrameIndex Build(FrameSection section, Func<CodeAddress, bool> isFunctionStart)
    {
        var entries = new List<Entry>();
        var diagnostics = new List<FrameDiagnostic>();
        SectionReader reader = section.CreateReader();
        bool more = true;
        while (more && !reader.IsAtEnd)
            more = ReadEntry(section, ref reader, isFunctionStart, entries, diagnostics);
        ulong[] starts = new ulong[entries.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = entries[i].Start;
        var sorted = new Entry[starts.Length];
        int[] order = AddressOrder.Of(starts);
        for (int i = 0; i < order.Length; i++) sorted[i] = entries[order[i]];
        return new FrameIndex(sorted, diagnostics);
    }

    public bool TryFind(ulong address, out int offset)
    {
        int low = 0, high = _entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Start <= address)
                low = middle + 1;
            else
                high = middle;
        }
        for (int i = low - 1; i >= Math.Max(0, low - OverlapsSearched); i--)
        {
            if (address < _entries[i].End)
            {
                offset = _entries[i].Offset;
                return true;
            }
        }
        offset = -1;
        return false;
    }

    private static bool ReadEntry(
        FrameSection section, ref SectionReader reader, Func<CodeAddress, bool> isFunctionStart, List<Entry> entries, List<FrameDiagnostic> diagnostics)
    {
        int offset = reader.Offset;
        SectionReader content;
        FrameEntryHeader header;
        try
        {
            if (!section.TryReadHeader(ref reader, out content, out header))
                return true;
        }
        catch (DwarfFormatException exception)
        {
            // A length that cannot be trusted hides where the next entry starts; a cut entry alone does not.
            diagnostics.Add(new FrameDiagnostic(section.Id, offset, exception.What));
            return reader.Offset > offset;
        }
        if (header.IsCie)
            return true;
        try
        {
            Cie cie = section.GetCie(header.CieOffset, offset);
            (ulong start, ulong size) = section.ReadRange(ref content, cie);
            if (IsAlive(start, size, cie.AddressSizeInBytes, isFunctionStart))
                entries.Add(new Entry(section.At(start).Value, section.At(start + size).Value, offset));
        }
        catch (DwarfFormatException exception)
        {
            diagnostics.Add(new FrameDiagnostic(section.Id, offset, exception.What));
        }
        return true;
    }

    private static bool IsAlive(ulong start, ulong size, int addressSize, Func<CodeAddress, bool> isFunctionStart)
    {
        ulong highest = addressSize >= 8 ? ulong.MaxValue : (1UL << (8 * addressSize)) - 1;
        bool isTombstone = size == 0 || start >= highest - 1 || size > highest - start;
        return !isTombstone && (start != 0 || isFunctionStart(new CodeAddress(0)));
    }

    private readonly record struct Entry(ulong Start, ulong End, int Offset);
}
