using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Finds the smallest range that holds an address, among many that may overlap.</summary>
internal sealed class RangeMap
{
    private readonly CodeRange[] _ranges;
    private readonly int[] _values;
    private readonly ulong[] _reach;

    public RangeMap(IReadOnlyList<(CodeRange Range, int Value)> items)
    {
        ulong[] starts = new ulong[items.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = items[i].Range.Start.Value;
        int[] order = AddressOrder.Of(starts);
        _ranges = new CodeRange[order.Length];
        _values = new int[order.Length];
        // How far the ranges up to this one reach: where to stop looking back.
        _reach = new ulong[order.Length];
        ulong reach = 0;
        for (int i = 0; i < order.Length; i++)
        {
            (_ranges[i], _values[i]) = items[order[i]];
            _reach[i] = reach = Math.Max(reach, _ranges[i].End.Value);
        }
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
