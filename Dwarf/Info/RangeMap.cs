using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Finds the smallest range that holds an address, among many that may overlap.</summary>
internal sealed class RangeMap
{
    private readonly CodeRange[] _ranges;
    private readonly int[] _values;
    private readonly ulong[] _reach;

    public RangeMap(IEnumerable<(CodeRange Range, int Value)> items)
    {
        (CodeRange Range, int Value)[] sorted = [.. items];
        Array.Sort(sorted, (a, b) => a.Range.Start.CompareTo(b.Range.Start));
        _ranges = Array.ConvertAll(sorted, i => i.Range);
        _values = Array.ConvertAll(sorted, i => i.Value);
        // How far the ranges up to this one reach: where to stop looking back.
        _reach = new ulong[sorted.Length];
        ulong reach = 0;
        for (int i = 0; i < sorted.Length; i++) _reach[i] = reach = Math.Max(reach, _ranges[i].End.Value);
    }

    public bool TryFind(CodeAddress address, out int value, out CodeRange range)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_ranges[middle].Start <= address) low = middle + 1;
            else high = middle;
        }
        value = -1;
        range = default;
        for (int i = low - 1; i >= 0 && _reach[i] > address.Value; i--)
        {
            if (!_ranges[i].Contains(address) || (value >= 0 && _ranges[i].SizeInBytes >= range.SizeInBytes)) continue;
            value = _values[i];
            range = _ranges[i];
        }
        return value >= 0;
    }
}
