using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Tests.Debug;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.VirtualBoard.Tests.Trace;

/// <summary>A board whose SWO pin is listened to, with trace switched on as a debugger does it.</summary>
internal sealed class TraceBench
{
    public const uint Tcr = 0xE000_0E80, Ter = 0xE000_0E00, Tpr = 0xE000_0E40, Lar = 0xE000_0FB0, Acpr = 0xE004_0010, Sppr = 0xE004_00F0, Ffcr = 0xE004_0304;

    private readonly Listener _pin = new();

    /// <summary>ITM on with the given control bits besides ENABLE and TXENA; 1 Mbaud NRZ at 32 MHz, formatter off.</summary>
    public TraceBench(uint control = 0, uint prescaler = 31, params ushort[] code)
    {
        Debug = new DebugBench(code.Length > 0 ? code : [DebugBench.Spin]);
        Debug.Board.Debug.TracePort.Connect(_pin);
        Debug.Write(DebugBench.Demcr, 1 << 24);
        Debug.Write(Sppr, 2);
        Debug.Write(Acpr, prescaler);
        Debug.Write(Ffcr, 0x100);
        Debug.Write(Tcr, control | 9);
        Debug.Write(Ter, uint.MaxValue);
    }

    public DebugBench Debug { get; }

    public Board Board => Debug.Board;

    public IReadOnlyList<ulong> Cycles => _pin.Cycles;

    /// <summary>What came so far, as hex.</summary>
    public string Bytes => Convert.ToHexStringLower(_pin.Bytes.ToArray());

    public byte[] RawBytes => [.. _pin.Bytes];

    public void Write(int port, int sizeInBytes, uint value, BusMaster master = BusMaster.Core) =>
        Assert.That(Board.Bus.TryWrite(0xE000_0000 + 4 * (uint)port, sizeInBytes, master, value));

    /// <summary>Lets time pass until the line is quiet.</summary>
    public string Drain()
    {
        Board.Run(1_000_000, 200_000);
        return Bytes;
    }

    private sealed class Listener : ISwoReceiver
    {
        public List<byte> Bytes { get; } = [];

        public List<ulong> Cycles { get; } = [];

        public void OnByte(byte value, ulong cycle)
        {
            Bytes.Add(value);
            Cycles.Add(cycle);
        }
    }
}
