using System.Globalization;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>One stop of the firmware on QEMU as <c>gdb-frames.py</c> recorded it: registers, RAM, and what gdb said of each frame's variables.</summary>
internal sealed class FrameCapture : ITargetMemory
{
    private const int RowSize = 16;
    private static readonly (ulong Start, ulong End)[] Ram = [(0x20000000, 0x20001000), (0x2003f800, 0x20040000)];

    private readonly FirmwareScope _firmware;
    private readonly Dictionary<ulong, byte[]> _rows;
    private readonly Dictionary<CoreRegister, uint> _registers = [];

    private FrameCapture(FirmwareScope firmware, string name, Dictionary<ulong, byte[]> rows)
    {
        _firmware = firmware;
        _rows = rows;
        Name = name;
    }

    public string Name { get; }

    /// <summary>gdb's frames, inlined calls included, innermost first.</summary>
    public List<(string Function, List<(string Name, string Value)> Variables)> Expected { get; } = [];

    public static IReadOnlyList<FrameCapture> Read(string image) => Read(image, TextTable.Lines($"frames-{image}.txt"));

    public static IReadOnlyList<FrameCapture> Read(string image, IEnumerable<string> lines)
    {
        FirmwareScope firmware = FirmwareScope.Load(image + ".elf");
        List<FrameCapture> captures = [];
        Dictionary<ulong, byte[]> rows = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (words[0] == "@stop") captures.Add(new FrameCapture(firmware, words[1], rows = new(rows)));
            else if (words[0] == "regs") captures[^1].AddRegisters(words);
            else if (words[0] == "mem") rows[ulong.Parse(words[1], NumberStyles.HexNumber)] = Convert.FromHexString(words[2]);
            else if (words[0] == "frame") captures[^1].Expected.Add((string.Join(' ', words.Skip(2)), []));
            else if (line.Split(TextTable.Arrow) is [var name, var value]) captures[^1].Expected[^1].Variables.Add((name, value));
        }

        return captures;
    }

    /// <summary>Our frames, inlined calls included, as gdb counts them.</summary>
    public List<(SourceFrame Source, ValueInspector Inspector, FrameScope Scope)> Unwind()
    {
        Backtrace walk = new Unwinder(UnwindTables.Load(_firmware.Info.Image), this).Walk(RegisterSet.FromLive(_registers), 16);
        List<(SourceFrame, ValueInspector, FrameScope)> frames = [];
        for (int level = 0; level < walk.Frames.Length; level++)
        {
            UnwindFrame frame = walk.Frames[level];
            foreach (SourceFrame source in _firmware.Info.GetFrames(frame.LookupPc))
            {
                var scope = new FrameScope(_firmware.Info, FramePlace.Of(walk.Frames, level, source.Depth), this);
                frames.Add((source, new ValueInspector(scope, new ElfSymbolNames(_firmware.Info), this), scope));
            }
        }

        return frames;
    }

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        ulong end = address.Value + (ulong)destination.Length;
        if (!Ram.Any(r => address.Value >= r.Start && end <= r.End)) return _firmware.Memory.TryRead(address, destination);
        for (int i = 0; i < destination.Length; i++)
        {
            ulong at = address.Value + (ulong)i;
            destination[i] = _rows.TryGetValue(at & ~(RowSize - 1UL), out byte[]? row) ? row[at % RowSize] : (byte)0;
        }

        return MemoryStatus.Available;
    }

    private void AddRegisters(string[] words)
    {
        foreach (string word in words.Skip(1))
        {
            string[] pair = word.Split('=');
            if (CoreRegisters.TryParse(pair[0], out CoreRegister register, out _)) _registers[register] = uint.Parse(pair[1], NumberStyles.HexNumber);
        }
    }
}
