using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Lines of one file in a sequence whose code the linker removed.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="Lines">Rising, each once.</param>
internal readonly record struct RemovedCode(int File, int[] Lines)
{
    /// <summary>Gathers what a line program says of removed functions; the line table leaves it out, for only a breakpoint that finds no code asks.</summary>
    public sealed class Collector(LiveCode liveCode)
    {
        private readonly List<RemovedCode> _removed = [];
        private readonly List<(int File, int Line)> _sequence = [];
        private ulong? _start;

        /// <summary>By sequence, in the program's order.</summary>
        public IReadOnlyList<RemovedCode> Removed => _removed;

        /// <summary>Runs a line program; what precedes damage is kept.</summary>
        /// <exception cref="DwarfFormatException">The program is damaged.</exception>
        public void Run(LineHeader header)
        {
            LineProgram program = new(header);
            while (program.MoveNext())
            {
                ulong start = _start ?? program.Address;
                _start = Math.Min(start, program.Address);
                if ((program.Flags & LineRowFlags.EndSequence) != LineRowFlags.None) EndSequence(_start.Value, program.Address);
                else if (program.Line > 0) _sequence.Add((program.File, program.Line));
            }
        }

        private void EndSequence(ulong start, ulong end)
        {
            if (!liveCode.IsLiveRun(start, end))
                _removed.AddRange(_sequence.GroupBy(r => r.File, r => r.Line).Select(g => new RemovedCode(g.Key, [.. g.Distinct().Order()])));
            _sequence.Clear();
            _start = null;
        }
    }
}
