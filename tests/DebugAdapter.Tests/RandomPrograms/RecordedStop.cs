using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Tests.Variables;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>A recorded stop as a target that can be read: RAM as it was, all else from the image.</summary>
internal sealed class RecordedStop : ITargetMemory
{
    public const uint RamStart = 0x20000000;
    // More than the program has: what lies behind it is zero on QEMU.
    private const uint RamSize = 0x8000;

    private readonly DebugInfo _info;
    private readonly ElfMemory _image;

    public RecordedStop(DebugInfo info, ProgramRecord.Stop stop)
    {
        _info = info;
        _image = new ElfMemory(info.Image);
        foreach (var piece in stop.Memory) Convert.FromHexString(piece[1].GetString()!).CopyTo(Ram, piece[0].GetUInt32() - RamStart);
        foreach ((string name, uint value) in stop.Registers)
            if (CoreRegisters.TryParse(name, out CoreRegister register, out _)) Registers[register] = value;
    }

    public byte[] Ram { get; } = new byte[RamSize];

    public Dictionary<CoreRegister, uint> Registers { get; } = [];

    /// <summary>Our frames, inlined calls included, as gdb counts them.</summary>
    public List<(SourceFrame Source, UnwindFrame Frame, ValueInspector Inspector, FrameScope Scope)> Unwind()
    {
        Backtrace walk = new Unwinder(UnwindTables.Load(_info.Image), this).Walk(RegisterSet.FromLive(Registers), 16);
        List<(SourceFrame, UnwindFrame, ValueInspector, FrameScope)> frames = [];
        for (int level = 0; level < walk.Frames.Length; level++)
        {
            foreach (SourceFrame source in _info.GetFrames(walk.Frames[level].LookupPc))
            {
                var scope = new FrameScope(_info, FramePlace.Of(walk.Frames, level, source.Depth), this);
                frames.Add((source, walk.Frames[level], new ValueInspector(scope, new ElfSymbolNames(_info), this), scope));
            }
        }

        return frames;
    }

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        ulong offset = address.Value - RamStart;
        if (address.Value < RamStart || offset + (ulong)destination.Length > RamSize) return _image.TryRead(address, destination);
        Ram.AsSpan((int)offset, destination.Length).CopyTo(destination);
        return MemoryStatus.Available;
    }
}
