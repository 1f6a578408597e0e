using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>The test firmware before its start: static data as linked, and a frame at the entry of a function.</summary>
internal sealed class FirmwareScope
{
    private FirmwareScope(DebugInfo info) => Info = info;

    public static FirmwareScope Gcc { get; } = Load("fw-gcc-O0-dwarf4.elf");

    public static FirmwareScope Clang { get; } = Load("fw-clang-Og-dwarf5.elf");

    public DebugInfo Info { get; }

    public ElfMemory Memory => new(Info.Image);

    public static FirmwareScope Load(string image)
    {
        return Open(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Firmware", "built", image));
    }

    /// <summary>Any image whose static data are as linked.</summary>
    public static FirmwareScope Open(string path) => new(DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), Path.GetFileName(path))));

    public FrameScope At(string function, ITargetMemory? memory = null, params (CoreRegister Register, uint Value)[] registers)
    {
        var entry = Info.FindFunctions(function)[0].EntryPoint;
        RegisterSet known = RegisterSet.FromLive(registers.Select(r => KeyValuePair.Create(r.Register, r.Value)));
        return new FrameScope(Info, new FramePlace(entry, entry, known, null), memory ?? Memory);
    }

    public ValueInspector Inspector(string function = "main", ITargetMemory? memory = null, params (CoreRegister Register, uint Value)[] registers)
    {
        memory ??= Memory;
        return new ValueInspector(At(function, memory, registers), new ElfSymbolNames(Info), memory);
    }
}
