using System.Globalization;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>A value fixture stopped in <c>stop_here</c>: the image, its RAM and registers, and what gdb said of every variable.</summary>
internal sealed class ValueCapture : ITargetMemory
{
    private const ulong RamStart = 0x20000000;

    private readonly byte[] _ram;
    private readonly ElfMemory _flash;

    public ValueCapture(string name, string? ramOf = null)
    {
        string folder = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "values");
        Info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(Path.Combine(folder, name + ".elf")), name));
        _flash = new ElfMemory(Info.Image);
        _ram = File.ReadAllBytes(Path.Combine(folder, (ramOf ?? name) + ".ram"));
        Dictionary<CoreRegister, uint> registers = [];
        foreach (string line in File.ReadLines(Path.Combine(folder, name + ".gdb.txt")))
        {
            if (line.StartsWith("registers ", StringComparison.Ordinal))
            {
                foreach (string[] pair in line.Split(' ').Skip(1).Select(w => w.Split('=')))
                    if (CoreRegisters.TryParse(pair[0], out CoreRegister register, out _)) registers[register] = uint.Parse(pair[1], NumberStyles.HexNumber);
            }
            else if (line.Split(" | ", 2) is [var level, var rest] && rest.Split(" => ", 2) is [var variable, var value])
            {
                Expected.Add((int.Parse(level), variable, value));
            }
        }

        Frames = new Unwinder(UnwindTables.Load(Info.Image), this).Walk(RegisterSet.FromLive(registers), 16).Frames;
    }

    public DebugInfo Info { get; }

    public byte[] Ram => _ram;

    public IReadOnlyList<UnwindFrame> Frames { get; }

    public List<(int Frame, string Name, string Gdb)> Expected { get; } = [];

    public ValueInspector Inspector(int frame, ITargetMemory? memory = null) => new(new FrameScope(Info, FramePlace.Of(Frames, frame), memory ?? this), new ElfSymbolNames(Info), memory ?? this);

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        if (address.Value < RamStart || address.Value - RamStart >= (ulong)_ram.Length) return _flash.TryRead(address, destination);
        if (address.Value - RamStart + (ulong)destination.Length > (ulong)_ram.Length) return MemoryStatus.Unreadable;
        _ram.AsSpan((int)(address.Value - RamStart), destination.Length).CopyTo(destination);
        return MemoryStatus.Available;
    }
}
