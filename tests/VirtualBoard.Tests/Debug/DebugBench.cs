using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.Debug;

/// <summary>A board with a few instructions at 0x100, looked at through its debug registers.</summary>
internal sealed class DebugBench
{
    public const uint Code = 0x100, Handlers = 0x80, Stack = 0x2000_1000, Data = 0x2000_0100;
    public const uint Dfsr = 0xE000_ED30, Dhcsr = 0xE000_EDF0, Dcrsr = 0xE000_EDF4, Dcrdr = 0xE000_EDF8, Demcr = 0xE000_EDFC, Aircr = 0xE000_ED0C;
    public const uint FpCtrl = 0xE000_2000, FpRemap = 0xE000_2004, FpComp0 = 0xE000_2008;
    public const uint DwtCtrl = 0xE000_1000, DwtCyccnt = 0xE000_1004, DwtPcsr = 0xE000_101C, DwtComp0 = 0xE000_1020;
    public const uint Enabled = 0xA05F_0001, Halted = 0xA05F_0003;
    public const int InterruptNumber = 16 + 5;

    public const ushort Nop = 0xBF00, Bkpt = 0xBE00, Wfi = 0xBF30, Svc = 0xDF00, Spin = 0xE7FE, AddR0 = 0x3001, LoadR1 = 0x6811, StoreR1 = 0x6011, StoreByteR1 = 0x7011;

    /// <summary>Every vector but reset leads to <see cref="Handlers"/>, which holds nops and a spin.</summary>
    public DebugBench(params ushort[] code)
    {
        Span<byte> table = stackalloc byte[0x80];
        for (uint i = 0; i < 32; i++) BitConverter.TryWriteBytes(table[(int)(4 * i)..], i switch { 0 => Stack, 1 => Code | 1, _ => Handlers | 1 });
        Board.Load(0, table);
        Load(Handlers, Nop, Nop, Spin);
        Load(Code, code);
        Board.Reset();
        Cpu.SetRegister(2, Data);
        Write(0xE000_E100, 1 << (InterruptNumber - 16));
    }

    public Board Board { get; } = new();

    public Processor Cpu => Board.Processor;

    public void Load(uint address, params ushort[] code)
    {
        byte[] bytes = new byte[2 * code.Length];
        Buffer.BlockCopy(code, 0, bytes, 0, bytes.Length);
        Board.Load(address, bytes);
    }

    public uint Read(uint address)
    {
        Assert.That(Board.Bus.TryRead(address, 4, BusMaster.Debugger, out uint value), $"read of {address:x8}");
        return value;
    }

    public void Write(uint address, uint value) => Assert.That(Board.Bus.TryWrite(address, 4, BusMaster.Debugger, value), $"write of {address:x8}");

    public void Halt() => Write(Dhcsr, Halted);

    public void Resume() => Write(Dhcsr, Enabled);

    public void Step(bool maskInterrupts)
    {
        if (maskInterrupts) Write(Dhcsr, Halted | 8);
        Write(Dhcsr, Enabled | 4 | (maskInterrupts ? 8u : 0));
    }

    public uint ReadRegister(uint selector)
    {
        Write(Dcrsr, selector);
        return Read(Dcrdr);
    }

    public void WriteRegister(uint selector, uint value)
    {
        Write(Dcrdr, value);
        Write(Dcrsr, selector | 1 << 16);
    }

    /// <summary>Halts, enables trace, sets a DWT comparator and goes on.</summary>
    public void Watch(int comparator, uint address, int maskBits, uint function)
    {
        Write(Demcr, 1 << 24);
        Write(DwtComp0 + (uint)(16 * comparator), address);
        Write(DwtComp0 + (uint)(16 * comparator) + 4, (uint)maskBits);
        Write(DwtComp0 + (uint)(16 * comparator) + 8, function);
    }
}
