using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>The counter of DDI0403E B3.3, by the cycle.</summary>
public sealed class SysTickTests
{
    private const int SysTick = 15;

    [Test]
    public void Read_CountsDownFromReloadAndWraps()
    {
        Board board = Start(reload: 9, control: 1);
        List<uint> seen = [board.Word(Registers.SysTickValue)];
        for (int k = 0; k < 12; k++)
        {
            board.Processor.Step();
            seen.Add(board.Word(Registers.SysTickValue));
        }

        Assert.That(seen, Is.EqualTo(new uint[] { 0, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8 }));
    }

    [Test]
    public void Step_ReachesZero_PendsAndEntersHandler()
    {
        Board board = Start(reload: 9, control: 3);
        ulong started = board.Timeline.Cycles;
        while (board.Processor.Step() == StepOutcome.Executed)
        {
        }

        Assert.That((board.Processor.Ipsr, board.Timeline.Cycles - started), Is.EqualTo((SysTick, 10UL + 12)));
    }

    [Test]
    public void CountFlag_ClearsOnReadByTheCoreNotByTheDebugger()
    {
        Board board = Start(reload: 3, control: 1);
        board.Steps(6);
        Assert.That(board.Word(Registers.SysTickControl) >> 16, Is.EqualTo(1));
        Assert.That(board.Word(Registers.SysTickControl) >> 16, Is.EqualTo(1));
        board.Bus.TryRead(Registers.SysTickControl, 4, BusMaster.Core, out uint first);
        board.Bus.TryRead(Registers.SysTickControl, 4, BusMaster.Core, out uint second);
        Assert.That((first >> 16, second >> 16), Is.EqualTo((1u, 0u)));
    }

    [Test]
    public void WriteValue_ClearsCounterWhateverIsWritten()
    {
        Board board = Start(reload: 100, control: 1);
        board.Steps(20);
        board.Poke(Registers.SysTickValue, 55);
        Assert.That(board.Word(Registers.SysTickValue), Is.Zero);
        board.Steps(1);
        Assert.That(board.Word(Registers.SysTickValue), Is.EqualTo(100));
    }

    [Test]
    public void Disable_KeepsTheValue()
    {
        Board board = Start(reload: 100, control: 1);
        board.Steps(20);
        board.Poke(Registers.SysTickControl, 0);
        uint stopped = board.Word(Registers.SysTickValue);
        board.Steps(20);
        Assert.That((stopped, board.Word(Registers.SysTickValue)), Is.EqualTo((81u, 81u)));
    }

    private static Board Start(uint reload, uint control)
    {
        Board board = TestBoard.Create([.. Enumerable.Repeat((ushort)0xBF00, 64)]);
        board.Poke(Registers.SysTickReload, reload);
        board.Poke(Registers.SysTickValue, 0);
        board.Poke(Registers.SysTickControl, control);
        return board;
    }
}
