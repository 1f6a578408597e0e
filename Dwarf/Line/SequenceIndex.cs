using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Where the sequences of a line program start, in the program and in the code: a look-up then runs one sequence, not the whole program.</summary>
internal sealed class SequenceIndex
{
    private const int MostOverlapping = 16;

    private ulong[] _starts = [];
    private int[] _offsets = [];

    /// <summary>Sequences of functions that are in the image.</summary>
    public int Count => _starts.Length;

    /// <summary>Runs each sequence of a program up to its first row; what precedes damage is kept.</summary>
    public static SequenceIndex Build(LineHeader header, DebugInfo owner)
    {
        PackedList<ulong> starts = new();
        PackedList<int> offsets = new();
        owner.Guard((header, owner.LiveCode, starts, offsets), static s => Run(s.header, s.LiveCode, s.starts, s.offsets));
        int[] order = AddressOrder.Of(starts.Items);
        SequenceIndex index = new() { _starts = new ulong[order.Length], _offsets = new int[order.Length] };
        for (int i = 0; i < order.Length; i++) (index._starts[i], index._offsets[i]) = (starts[order[i]], offsets[order[i]]);
        return index;
    }

    /// <summary>Positions of the sequences that may hold an address: from the likeliest down to a limit.</summary>
    /// <param name="address">The address.</param>
    /// <param name="limit">Lowest position that is worth a look.</param>
    /// <returns>Highest position; below the limit when there is none.</returns>
    public int FindLast(CodeAddress address, out int limit)
    {
        ulong[] starts = _starts;
        int low = 0, high = starts.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= address.Value) low = middle + 1;
            else high = middle;
        }
        limit = Math.Max(low - MostOverlapping, 0);
        return low - 1;
    }

    /// <summary>Where a sequence starts in <c>.debug_line</c>.</summary>
    public int OffsetAt(int position) => _offsets[position];

    private static void Run(LineHeader header, LiveCode liveCode, PackedList<ulong> starts, PackedList<int> offsets)
    {
        LineProgram program = new(header);
        int offset = program.Offset;
        while (program.MoveNext())
        {
            // Taken before the rest is skipped, for a sequence may set its address again.
            ulong start = program.Address;
            program.SkipSequence();
            if (!liveCode.IsRemovedAt(start))
            {
                starts.Add(liveCode.At(start).Value);
                offsets.Add(offset);
            }
            offset = program.Offset;
        }
    }
}
