using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Where the sequences of a line program start, in the program and in the code: a look-up then runs one sequence, not the whole program.</summary>
internal sealed class SequenceIndex
{
    private const int MostOverlapping = 16;

    private readonly List<ulong> _starts = [];
    private readonly List<int> _offsets = [];
    private int[] _order = [];

    /// <summary>Sequences of functions that are in the image.</summary>
    public int Count => _starts.Count;

    /// <summary>Runs each sequence of a program up to its first row; what precedes damage is kept.</summary>
    /// <exception cref="DwarfFormatException">The program is damaged.</exception>
    public void Run(LineHeader header, LiveCode liveCode)
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
                _starts.Add(new CodeAddress(start).Value);
                _offsets.Add(offset);
            }
            offset = program.Offset;
        }
    }

    /// <summary>Makes the index ready for look-ups.</summary>
    public void Sort() => _order = AddressOrder.Of(_starts.ToArray());

    /// <summary>Offsets in <c>.debug_line</c> of the sequences that may hold an address, the likeliest first.</summary>
    public IEnumerable<int> Candidates(CodeAddress address)
    {
        int low = 0, high = _order.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_starts[_order[middle]] <= address.Value) low = middle + 1;
            else high = middle;
        }
        for (int i = low - 1; i >= 0 && i >= low - MostOverlapping; i--) yield return _offsets[_order[i]];
    }
}
