using System.Text;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Tests.SystemControl;

namespace RspDebug.VirtualBoard.Tests.Device;

/// <summary>UART0 and UARTE0 (nRF52840 PS): bytes, events, timing.</summary>
public sealed class UartTests
{
    private const uint Uart = 0x4000_2000;
    private const uint StartReceive = 0, StartTransmit = 8, ReceiveReady = 0x108, ReceiveEnd = 0x110, TransmitReady = 0x11C, TransmitEnd = 0x120;
    private const uint InterruptSet = 0x304, Enable = 0x500, ReceiveData = 0x518, TransmitData = 0x51C, BaudRate = 0x524;
    private const uint Baud115200 = 0x01D6_0000, Baud1M = 0x1000_0000;

    [TestCase(Baud115200, 5555u, 50u)]
    [TestCase(Baud1M, 640u, 6u)]
    public void Transmit_OneByte_TakesTenBitTimes(uint rate, uint cycles, uint tolerance)
    {
        Board board = Create(4, out List<byte> sent);
        board.Poke(Uart + BaudRate, rate);
        board.Poke(Uart + StartTransmit, 1);
        board.Poke(Uart + TransmitData, 'x');
        ulong start = board.Timeline.Cycles;
        while (board.Word(Uart + TransmitReady) == 0) board.Processor.Step();
        Assert.That(sent, Is.EqualTo("x"u8.ToArray()));
        Assert.That(board.Timeline.Cycles - start, Is.InRange(cycles - tolerance, cycles + tolerance));
    }

    [Test]
    public void Transmit_EasyDma_SendsTheBuffer()
    {
        Board board = Create(8, out List<byte> sent);
        board.Load(0x2000_0100, "hello"u8);
        board.Poke(Uart + BaudRate, Baud1M);
        board.Poke(Uart + 0x544, 0x2000_0100);
        board.Poke(Uart + 0x548, 5);
        board.Poke(Uart + StartTransmit, 1);
        board.Processor.Run(ulong.MaxValue / 2, 5 * 700);
        Assert.That((Encoding.ASCII.GetString([.. sent]), board.Word(Uart + TransmitEnd), board.Word(Uart + 0x54C)), Is.EqualTo(("hello", 1u, 5u)));
    }

    [Test]
    public void Receive_Bytes_AreReadOneByOne()
    {
        Board board = Create(4, out _);
        board.Poke(Uart + StartReceive, 1);
        board.Uart.Receive("ab"u8);
        Assert.That(board.Word(Uart + ReceiveReady), Is.EqualTo(1));
        board.Poke(Uart + ReceiveReady, 0);
        board.Bus.TryRead(Uart + ReceiveData, 4, BusMaster.Core, out uint first);
        Assert.That((first, board.Word(Uart + ReceiveReady)), Is.EqualTo(((uint)'a', 1u)));
        board.Poke(Uart + ReceiveReady, 0);
        board.Bus.TryRead(Uart + ReceiveData, 4, BusMaster.Core, out uint second);
        Assert.That((second, board.Word(Uart + ReceiveReady)), Is.EqualTo(((uint)'b', 0u)));
    }

    [Test]
    public void Receive_EasyDma_FillsTheBufferAndInterrupts()
    {
        Board board = Create(8, out _);
        board.Poke(Registers.Enable, 1 << 2);
        board.Poke(Uart + InterruptSet, 1 << 4);
        board.Poke(Uart + 0x534, 0x2000_0200);
        board.Poke(Uart + 0x538, 3);
        board.Poke(Uart + StartReceive, 1);
        board.Uart.Receive("xyz!"u8);
        Assert.That((board.Word(0x2000_0200) & 0xFF_FFFF, board.Word(Uart + ReceiveEnd), board.Word(Uart + 0x53C)), Is.EqualTo((0x7A_7978u, 1u, 3u)));
        board.Processor.Step();
        Assert.That(board.Processor.Ipsr, Is.EqualTo(16 + 2));
    }

    private static Board Create(uint enable, out List<byte> sent)
    {
        Board board = TestBoard.Create(0xE7FE);
        List<byte> bytes = [];
        board.Uart.Sent = bytes.Add;
        board.Poke(Uart + Enable, enable);
        sent = bytes;
        return board;
    }
}
