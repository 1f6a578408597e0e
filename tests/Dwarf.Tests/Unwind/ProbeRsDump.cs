using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>A core dump of probe-rs: registers by DCRSR selector and memory ranges.</summary>
internal sealed class ProbeRsDump
{
    private ProbeRsDump(RegisterSet registers, RangeMemory memory)
    {
        Registers = registers;
        Memory = memory;
    }

    public RegisterSet Registers { get; }

    public RangeMemory Memory { get; }

    public static ProbeRsDump Load(string path, ElfImage image)
    {
        var dump = (Dictionary<object, object?>)new MessagePackReader(File.ReadAllBytes(path)).Read()!;
        var registers = new List<KeyValuePair<CoreRegister, uint>>();
        foreach ((object selector, object? value) in (Dictionary<object, object?>)dump["registers"]!)
            AddRegister(registers, (int)(long)selector, (uint)(long)((Dictionary<object, object?>)value!).Values.Single()!);
        var memory = new RangeMemory(image);
        foreach (List<object?> range in ((List<object?>)dump["data"]!).Cast<List<object?>>())
            memory.Add((ulong)(long)((Dictionary<object, object?>)range[0]!)["start"]!, Bytes(range[1]!));
        return new ProbeRsDump(RegisterSet.FromLive(registers), memory);
    }

    private static byte[] Bytes(object data) => data as byte[] ?? [.. ((List<object?>)data).Select(item => (byte)(long)item!)];

    // ARMv7-M ARM, C1.6.3 (DCRSR.REGSEL).
    private static void AddRegister(List<KeyValuePair<CoreRegister, uint>> registers, int selector, uint value)
    {
        switch (selector)
        {
            case <= 16: registers.Add(new((CoreRegister)selector, value)); break;
            case 17: registers.Add(new(CoreRegister.Msp, value)); break;
            case 18: registers.Add(new(CoreRegister.Psp, value)); break;
            case 20: registers.Add(new(CoreRegister.Control, value >> 24)); break;
            case 33: registers.Add(new(CoreRegister.Fpscr, value)); break;
            case >= 64 and < 96: registers.Add(new(CoreRegister.S0 + (selector - 64), value)); break;
        }
    }
}
