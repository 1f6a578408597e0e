using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Finds the smallest range that holds an address, among many that may overlap.</summary>
internal sealed class RangeMap
{
    private readonly OwnedCode[] _code;

    // How far the ranges up to each one reach: where to stop looking back.
    private readonly ulong[] _reach;

    public RangeMap(ReadOnlySpan<OwnedCode> code)
    {
        ulong[] starts = new ulong[code.Length];
        for (int i = 0; i < starts.Length; i++) starts[i] = code[i].Range.Start.Value;
        int[] order = AddressOrder.Of(starts);
        _code = new OwnedCode[order.Length];
        _reach = starts;
        ulong reach = 0;
        for (int i = 0; i < order.Length; i++)
        {
            _code[i] = code[order[i]];
            _reach[i] = reach = Math.Max(reach, _code[i].Range.End.Value);
        }
    }

    /// <summary>Finds whose code is at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="owner">Whose code it is; -1 when nobody's.</param>
    public bool TryFind(CodeAddress address, out int owner)
    {
        OwnedCode[] code = _code;
        int low = 0, high = code.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (code[middle].Range.Start <= address) low = middle + 1;
            else high = middle;
        }
        owner = -1;
        ulong size = ulong.MaxValue;
        for (int i = low - 1; i >= 0 && _reach[i] > address.Value; i--)
        {
            if (!code[i].Range.Contains(address) || code[i].Range.SizeInBytes >= size) continue;
            owner = code[i].Owner;
            size = code[i].Range.SizeInBytes;
        }
        return owner >= 0;
    }
}
