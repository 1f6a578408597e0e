using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Tests.SystemControl;

namespace RspDebug.VirtualBoard.Tests.Device;

/// <summary>TIMER and RTC (nRF52840 PS): counting, compare, shorts, interrupts, by the cycle.</summary>
public sealed class TimerTests
{
    private const uint Timer0 = 0x4000_8000, Rtc0 = 0x4000_B000, Rtc1 = 0x4001_1000;
    private const uint StartTask = 0, StopTask = 4, ClearTask = 8, TimerClearTask = 0xC, Capture0 = 0x40;
    private const uint Compare0 = 0x140, Shorts = 0x200, InterruptSet = 0x304, Prescaler = 0x510, BitMode = 0x508, Value0 = 0x540;

    [TestCase(0u, 64u, 16u)]
    [TestCase(4u, 640u, 10u)]
    [TestCase(9u, 20480u, 10u)]
    public void Timer_Capture_CountsSixteenMegahertzByPrescaler(uint prescaler, uint cycles, uint count)
    {
        Board board = Loop();
        board.Poke(Timer0 + Prescaler, prescaler);
        board.Poke(Timer0 + BitMode, 3);
        board.Poke(Timer0 + StartTask, 1);
        RunCycles(board, cycles);
        board.Poke(Timer0 + Capture0, 1);
        Assert.That(board.Word(Timer0 + Value0), Is.EqualTo(count));
    }

    [Test]
    public void Timer_Compare_InterruptsAtItsCycle()
    {
        Board board = Loop();
        board.Poke(Registers.Enable, 1 << 8);
        board.Poke(Timer0 + Prescaler, 0);
        board.Poke(Timer0 + Value0, 100);
        board.Poke(Timer0 + InterruptSet, 1 << 16);
        board.Poke(Timer0 + StartTask, 1);
        ulong start = board.Timeline.Cycles;
        while (board.Processor.Step() == StepOutcome.Executed)
        {
        }

        Assert.That((board.Processor.Ipsr, board.Word(Timer0 + Compare0)), Is.EqualTo((16 + 8, 1u)));
        Assert.That(board.Timeline.Cycles - start, Is.InRange(400 + 12, 400 + 12 + 3));
    }

    [Test]
    public void Timer_ShortClear_MakesAPeriod()
    {
        Board board = Loop();
        board.Poke(Timer0 + Prescaler, 0);
        board.Poke(Timer0 + Value0, 50);
        board.Poke(Timer0 + Shorts, 1);
        board.Poke(Timer0 + StartTask, 1);
        int matches = 0;
        for (ulong end = board.Timeline.Cycles + 1000; board.Timeline.Cycles < end;)
        {
            board.Processor.Step();
            if (board.Word(Timer0 + Compare0) == 0) continue;
            matches++;
            board.Poke(Timer0 + Compare0, 0);
        }

        Assert.That(matches, Is.EqualTo(4));
    }

    [Test]
    public void Timer_ShortStop_StopsAtTheMatch()
    {
        Board board = Loop();
        board.Poke(Timer0 + Prescaler, 0);
        board.Poke(Timer0 + Value0, 50);
        board.Poke(Timer0 + Shorts, 1 << 8);
        board.Poke(Timer0 + StartTask, 1);
        RunCycles(board, 10_000);
        board.Poke(Timer0 + Capture0 + 4, 1);
        Assert.That(board.Word(Timer0 + Value0 + 4), Is.EqualTo(50));
        board.Poke(Timer0 + TimerClearTask, 1);
        board.Poke(Timer0 + Capture0 + 4, 1);
        Assert.That(board.Word(Timer0 + Value0 + 4), Is.Zero);
    }

    [TestCase(Rtc0)]
    [TestCase(Rtc1)]
    public void Rtc_Counter_Is32768Hertz(uint rtc)
    {
        Board board = Loop();
        board.Poke(rtc + StartTask, 1);
        RunCycles(board, 6_400_002);
        Assert.That(board.Word(rtc + 0x504), Is.EqualTo(3276));
        board.Poke(rtc + StopTask, 1);
        RunCycles(board, 64_000);
        Assert.That(board.Word(rtc + 0x504), Is.EqualTo(3276));
        board.Poke(rtc + ClearTask, 1);
        Assert.That(board.Word(rtc + 0x504), Is.Zero);
    }

    [TestCase(0u, 1954)]
    [TestCase(7u, 15_625)]
    public void Rtc_Tick_WakesASleepingCore(uint prescaler, int cycles)
    {
        // wfi; b .-2
        Board board = TestBoard.Create(0xBF30, 0xE7FD);
        board.Poke(Registers.Enable, 1 << 11);
        board.Poke(Rtc0 + 0x508, prescaler);
        board.Poke(Rtc0 + InterruptSet, 1);
        board.Poke(Rtc0 + StartTask, 1);
        ulong start = board.Timeline.Cycles;
        while (board.Processor.Step() != StepOutcome.ExceptionEntered) Assert.That(board.Timeline.Cycles - start, Is.LessThan(20_000));
        Assert.That((board.Processor.Ipsr, board.Timeline.Cycles - start), Is.EqualTo((16 + 11, (ulong)cycles + 12)));
    }

    [Test]
    public void Rtc_Compare_SignalsOnlyWhenEnabled()
    {
        Board board = Loop();
        board.Poke(Rtc0 + Value0, 3);
        board.Poke(Rtc0 + Value0 + 4, 3);
        board.Poke(Rtc0 + 0x344, 1 << 17);
        board.Poke(Rtc0 + StartTask, 1);
        RunCycles(board, 8000);
        Assert.That((board.Word(Rtc0 + Compare0), board.Word(Rtc0 + Compare0 + 4)), Is.EqualTo((0u, 1u)));
    }

    // b .
    private static Board Loop() => TestBoard.Create(0xE7FE);

    private static void RunCycles(Board board, uint cycles)
    {
        ulong end = board.Timeline.Cycles + cycles;
        board.Processor.Run(ulong.MaxValue / 2, cycles);
        Assert.That(board.Timeline.Cycles, Is.InRange(end, end + 2));
    }
}
