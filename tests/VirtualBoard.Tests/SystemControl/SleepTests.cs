using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>WFI, WFE, SEV and sleep-on-exit (DDI0403E B1.5.17 to B1.5.20).</summary>
public sealed class SleepTests
{
    private const ushort Nop = 0xBF00, WaitForEvent = 0xBF20, WaitForInterrupt = 0xBF30, SendEvent = 0xBF40;
    private const int Exception = 16;

    [Test]
    public void Step_WaitForInterrupt_SleepsUntilOneIsPending()
    {
        Board board = Create(WaitForInterrupt, Nop);
        Processor cpu = board.Processor;
        Assert.That((cpu.Step(), cpu.Step(), cpu.IsSleeping), Is.EqualTo((StepOutcome.Executed, StepOutcome.Sleeping, true)));
        cpu.Nvic.SetPending(Exception);
        Assert.That((cpu.Step(), cpu.Ipsr, board.Word(cpu.Msp + 24)), Is.EqualTo((StepOutcome.ExceptionEntered, Exception, TestBoard.Code + 2)));
    }

    [Test]
    public void Step_WaitForInterruptWithPrimask_WakesWithoutTakingIt()
    {
        Board board = Create(WaitForInterrupt, Nop);
        Processor cpu = board.Processor;
        cpu.Primask = true;
        cpu.Step();
        cpu.Nvic.SetPending(Exception);
        Assert.That((cpu.Step(), cpu.Ipsr, cpu.Pc), Is.EqualTo((StepOutcome.Executed, 0, TestBoard.Code + 4)));
    }

    [Test]
    public void Step_EventRegisterSet_WaitForEventFallsThroughOnce()
    {
        Board board = Create(SendEvent, WaitForEvent, WaitForEvent, Nop);
        board.Steps(3);
        Assert.That((board.Processor.IsSleeping, board.Processor.Pc), Is.EqualTo((true, TestBoard.Code + 6)));
    }

    [Test]
    public void Step_SendEventOnPending_WakesFromWaitForEventAlthoughDisabled()
    {
        Board board = Create(WaitForEvent, Nop);
        board.Poke(Registers.Enable + 0x80, uint.MaxValue);
        board.Poke(Registers.SystemControl, 0x10);
        board.Processor.Step();
        board.Poke(Registers.SetPending, 2);
        Assert.That((board.Processor.IsSleeping, board.Processor.Step()), Is.EqualTo((false, StepOutcome.Executed)));
    }

    [Test]
    public void Step_SleepOnExit_SleepsInsteadOfReturningToTheProgram()
    {
        Board board = Create(Nop, Nop);
        board.Poke(Registers.SystemControl, 2);
        board.Processor.Nvic.SetPending(Exception);
        board.Steps(2);
        Assert.That((board.Processor.IsSleeping, board.Processor.Ipsr, board.Processor.Pc), Is.EqualTo((true, 0, TestBoard.Code)));
    }

    [Test]
    public void Run_AsleepForGood_SaysSo()
    {
        Board board = Create(WaitForInterrupt);
        Assert.That(board.Processor.Run(1000), Is.EqualTo(StepOutcome.Sleeping));
    }

    [Test]
    public void Halt_Asleep_WaitForInterruptCountsAsExecuted()
    {
        Board board = Create(WaitForInterrupt, Nop);
        board.Processor.Step();
        board.Processor.Halt();
        Assert.That((board.Processor.Step(), board.Processor.Pc), Is.EqualTo((StepOutcome.Halted, TestBoard.Code + 2)));
        board.Processor.Resume();
        Assert.That((board.Processor.Step(), board.Processor.Pc), Is.EqualTo((StepOutcome.Executed, TestBoard.Code + 4)));
    }

    private static Board Create(params ushort[] code)
    {
        Board board = TestBoard.Create(code);
        board.Poke(Registers.Enable, 1);
        return board;
    }
}
