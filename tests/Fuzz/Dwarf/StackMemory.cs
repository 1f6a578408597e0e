using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>A stack of values that look like something (code, stack, EXC_RETURN, xPSR), so that walks get deep. Behind it is the image.</summary>
internal sealed class StackMemory : ITargetMemory
{
    /// <summary>Reads that a walk of some frames may take.</summary>
    public const int MostReads = 20_000;

    private const uint Start = 0x2000_0000;
    private const int SizeInBytes = 0x200;

    private static readonly CoreRegister[] Known = [.. Enum.GetValues<CoreRegister>().Except([CoreRegister.Pc, CoreRegister.Sp, CoreRegister.Xpsr])];

    private readonly ElfImage _image;
    private readonly byte[] _bytes = new byte[SizeInBytes];
    private readonly IReadOnlyList<CodeAddress> _functions;
    private readonly Random _random;

    public StackMemory(ElfImage image, IReadOnlyList<CodeAddress> functions)
    {
        (_image, _functions, _random) = (image, functions, new Random(functions.Count));
        for (int i = 0; i < SizeInBytes; i += 4) BitConverter.TryWriteBytes(_bytes.AsSpan(i), NextWord());
    }

    public int Reads { get; private set; }

    public RegisterSet Registers(CodeAddress pc)
    {
        var values = new List<KeyValuePair<CoreRegister, uint>>(Known.Length + 3);
        foreach (CoreRegister register in Known) values.Add(new(register, NextWord()));
        values.Add(new(CoreRegister.Pc, (uint)pc.Value));
        values.Add(new(CoreRegister.Sp, Start + (8 * (uint)_random.Next(16))));
        values.Add(new(CoreRegister.Xpsr, 0x0100_0000 + (uint)_random.Next(20)));
        return RegisterSet.FromLive(values);
    }

    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        Reads++;
        if (address.Value >= Start && address.Value - Start <= (ulong)(SizeInBytes - destination.Length) && destination.Length <= SizeInBytes)
        {
            _bytes.AsSpan((int)(address.Value - Start), destination.Length).CopyTo(destination);
            return MemoryStatus.Available;
        }
        return _image.TryRead(address, destination) ? MemoryStatus.Available : MemoryStatus.Unreadable;
    }

    private uint NextWord() => _random.Next(6) switch
    {
        0 => (uint)_random.Next(),
        1 => 0xFFFF_FF80u + (uint)_random.Next(128),
        2 => Start + (4 * (uint)_random.Next(SizeInBytes / 4)),
        3 => 0x0100_0000u + (uint)_random.Next(512),
        _ => _functions.Count == 0 ? 1 : (uint)_functions[_random.Next(_functions.Count)].Value + (uint)_random.Next(60),
    };
}
