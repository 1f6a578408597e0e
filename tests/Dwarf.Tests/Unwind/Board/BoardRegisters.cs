using RspDebug.Dwarf.Unwind;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>The registers of a board's processor at one moment.</summary>
internal sealed class BoardRegisters
{
    private const int Core = 16, Singles = 32;

    private static readonly CoreRegister[] Special = [CoreRegister.Xpsr, CoreRegister.Msp, CoreRegister.Psp, CoreRegister.Control, CoreRegister.Fpscr];

    private readonly uint[] _values = new uint[Core + Singles + 5];

    public BoardRegisters(Processor cpu) => Read(cpu);

    public uint Sp => _values[13];

    public uint Lr => _values[14];

    public uint Control => _values[Core + Singles + 3];

    public void Read(Processor cpu)
    {
        for (int i = 0; i < Core; i++)
            _values[i] = cpu.GetRegister(i);
        for (int i = 0; i < Singles; i++)
            _values[Core + i] = cpu.GetFloatRegister(i);
        int at = Core + Singles;
        _values[at] = cpu.Xpsr;
        _values[at + 1] = cpu.Msp;
        _values[at + 2] = cpu.Psp;
        _values[at + 3] = cpu.Control;
        _values[at + 4] = cpu.Fpscr;
    }

    public RegisterSet ToSet() => RegisterSet.FromLive(_values.Select((value, i) =>
        KeyValuePair.Create(i < Core ? (CoreRegister)i : i < Core + Singles ? CoreRegister.S0 + (i - Core) : Special[i - Core - Singles], value)));
}
