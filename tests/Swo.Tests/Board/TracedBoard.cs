using RspDebug.Swo.Itm;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.Swo.Tests.Board;

/// <summary>A virtual board whose program writes a rising counter to stimulus port 2, with the cycle of each write kept as the truth.</summary>
internal sealed class TracedBoard : IDataAccessObserver, IExceptionObserver, ISwoReceiver
{
    private const uint StimulusPort2 = 0xE000_0008, TracedWord = 0x2000_0200;

    private readonly uint _counter;
    private readonly List<byte> _bytes = [];

    /// <param name="control">ITM_TCR.</param>
    /// <param name="prescaler">TPIU_ACPR at 32 MHz, NRZ.</param>
    /// <param name="delay">Rounds of the delay loop between two writes; 0 to 255.</param>
    /// <param name="dataTrace">Not 0: the counter goes to memory that a DWT comparator watches with this function (2 value, 3 PC and value).</param>
    public TracedBoard(uint control, uint prescaler, byte delay, uint dataTrace = 0)
    {
        _counter = dataTrace != 0 ? TracedWord : StimulusPort2;
        Load(0, [0, 0x10, 0, 0x20, 1, 1, 0, 0]);
        for (uint vector = 2; vector < 64; vector++) Load(4 * vector, [0x81, 2, 0, 0]);
        Load(0x280, Halfwords(0xBF00, 0x4770));                                // handlers: nop; bx lr
        Load(0x100, Halfwords(0x6010, 0x3001, (ushort)(0x2300 | delay), 0x2B00, 0xD0FA, 0x3B01, 0xE7FB));

        // str r0,[r2]; adds r0,#1; movs r3,#delay; cmp r3,#0; beq start; subs r3,#1; b cmp
        Board.Reset();
        Board.Processor.SetRegister(2, _counter);
        Write(0xE000_EDFC, 1 << 24);
        Write(0xE004_00F0, 2);
        Write(0xE004_0010, prescaler);
        Write(0xE004_0304, 0x100);
        Write(0xE000_0E80, control | 1);
        Write(0xE000_0E00, 4);
        if (dataTrace != 0)
        {
            Write(0xE000_1020, TracedWord);
            Write(0xE000_1024, 2);
            Write(0xE000_1028, dataTrace);
        }

        Board.Debug.TracePort.Connect(this);
        Board.Debug.DataObserver = this;
        Board.Debug.ExceptionObserver = this;
        Start = Board.Timeline.Cycles;
    }

    public VirtualBoard.Board Board { get; } = new();

    /// <summary>Cycle at which timestamps start to count.</summary>
    public ulong Start { get; }

    /// <summary>Cycle of the write of each counter value.</summary>
    public Dictionary<uint, ulong> Writes { get; } = [];

    /// <summary>What happened to exceptions, in order.</summary>
    public List<(ExceptionChange Change, int Number, ulong Cycle)> Exceptions { get; } = [];

    /// <summary>What came out of the pin.</summary>
    public byte[] Bytes => [.. _bytes];

    public IEnumerable<ItmPacket> Packets()
    {
        var decoder = new ItmDecoder();
        decoder.Push([.. _bytes]);
        while (decoder.TryRead(out ItmPacket packet)) yield return packet;
    }

    public void Write(uint address, uint value) => Assert.That(Board.Bus.TryWrite(address, 4, BusMaster.Debugger, value));

    void IDataAccessObserver.OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite)
    {
        if (address == _counter && isWrite) Writes[value] = Board.Timeline.Cycles;
    }

    void IExceptionObserver.OnException(ExceptionChange change, int number) => Exceptions.Add((change, number, Board.Timeline.Cycles));

    void ISwoReceiver.OnByte(byte value, ulong cycle) => _bytes.Add(value);

    private void Load(uint address, byte[] bytes) => Board.Load(address, bytes);

    private static byte[] Halfwords(params ushort[] code) => [.. code.SelectMany(BitConverter.GetBytes)];
}
