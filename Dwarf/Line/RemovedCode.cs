using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Line;

/// <summary>Lines of one file in a sequence whose code the linker removed.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="Lines">Rising, each once.</param>
internal readonly record struct RemovedCode(int File, int[] Lines)
{
    /// <summary>Gathers what a line program says of removed functions; the line table leaves it out, for only a breakpoint that finds no code asks.</summary>
    public sealed class Collector(LiveCode liveCode) : ILineRowSink
    {
        private readonly List<RemovedCode> _removed = [];
        private readonly List<(int File, int Line)> _sequence = [];
        private ulong? _start;

        /// <summary>By sequence, in the program's order.</summary>
        public IReadOnlyList<RemovedCode> Removed => _removed;

        public void Add(ulong address, int file, int line, int column, LineRowFlags flags)
        {
            _start = Math.Min(_start ?? address, address);
            if ((flags & LineRowFlags.EndSequence) == LineRowFlags.None)
            {
                if (line > 0) _sequence.Add((file, line));
                return;
            }

            if (!liveCode.IsLive(_start.Value, address))
                _removed.AddRange(_sequence.GroupBy(r => r.File, r => r.Line).Select(g => new RemovedCode(g.Key, [.. g.Distinct().Order()])));
            _sequence.Clear();
            _start = null;
        }
    }
}
