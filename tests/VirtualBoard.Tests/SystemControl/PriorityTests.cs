using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>Who preempts whom (DDI0403E B1.5.4).</summary>
public sealed class PriorityTests
{
    private const int Running = 16 + 1, Other = 16 + 2;

    // PRIGROUP | priority of the running handler | of the pending one | preempts
    [TestCase(0, 0x40, 0x20, true)]
    [TestCase(0, 0x40, 0x40, false)]
    [TestCase(0, 0x40, 0x60, false)]
    [TestCase(5, 0x60, 0x40, false)]
    [TestCase(5, 0x80, 0x60, true)]
    [TestCase(4, 0x60, 0x40, true)]
    [TestCase(6, 0x60, 0x40, false)]
    [TestCase(6, 0x80, 0x60, true)]
    [TestCase(7, 0xE0, 0x00, false)]
    [TestCase(0, 0x20, 0x1F, true)]
    public void Step_TwoPriorities_GroupDecides(int group, int running, int other, bool preempts)
    {
        Board board = Create(group, running, other);
        board.Processor.Nvic.SetPending(Running);
        board.Processor.Step();
        board.Processor.Nvic.SetPending(Other);
        Assert.That(board.Processor.Step() == StepOutcome.ExceptionEntered, Is.EqualTo(preempts));
    }

    // Both pending: group first, then subpriority, then the lower number.
    [TestCase(0, 0x40, 0x20, Other)]
    [TestCase(7, 0x40, 0x20, Other)]
    [TestCase(0, 0x40, 0x40, Running)]
    [TestCase(0, 0x20, 0x40, Running)]
    public void Step_BothPending_MoreUrgentFirst(int group, int first, int second, int expected)
    {
        Board board = Create(group, first, second);
        board.Processor.Nvic.SetPending(Running);
        board.Processor.Nvic.SetPending(Other);
        board.Processor.Step();
        Assert.That(board.Processor.Ipsr, Is.EqualTo(expected));
    }

    [TestCase(0x40u, 0x20, true)]
    [TestCase(0x40u, 0x40, false)]
    [TestCase(0x00u, 0xE0, true)]
    public void Step_BasePriority_MasksSameAndLower(uint basepri, int priority, bool taken)
    {
        Board board = Create(0, priority, 0);
        board.Processor.Basepri = basepri;
        board.Processor.Nvic.SetPending(Running);
        Assert.That(board.Processor.Step() == StepOutcome.ExceptionEntered, Is.EqualTo(taken));
    }

    [TestCase("primask", Running, false)]
    [TestCase("primask", 2, true)]
    [TestCase("faultmask", Running, false)]
    [TestCase("faultmask", 2, true)]
    [TestCase("maskints", Running, false)]
    [TestCase("maskints", 14, false)]
    [TestCase("maskints", 15, false)]
    [TestCase("maskints", 2, true)]
    public void Step_Mask_HoldsBackWhatItShould(string mask, int exception, bool taken)
    {
        Board board = Create(0, 0, 0);
        board.Processor.Primask = mask == "primask";
        board.Processor.Faultmask = mask == "faultmask";
        board.Processor.MaskInterrupts = mask == "maskints";
        board.Processor.Nvic.SetPending(exception);
        Assert.That(board.Processor.Step() == StepOutcome.ExceptionEntered, Is.EqualTo(taken));
        Assert.That(board.Processor.Nvic.IsPending(exception), Is.EqualTo(!taken));
    }

    [Test]
    public void Step_ReturnFromFaultHandler_ClearsFaultmaskButNotFromNmi()
    {
        Board board = Create(0, 0, 0);
        board.Processor.Nvic.SetPending(2);
        board.Processor.Step();
        board.Processor.Faultmask = true;
        board.Processor.Step();
        Assert.That((board.Processor.Ipsr, board.Processor.Faultmask), Is.EqualTo((0, true)));
    }

    [Test]
    public void Registers_PriorityBits_OnlyTheTopThreeExist()
    {
        Board board = Create(0, 0, 0);
        board.Poke(Registers.Priority, 0xFFFF_FFFF);
        Assert.That(board.Word(Registers.Priority), Is.EqualTo(0xE0E0_E0E0));
    }

    [Test]
    public void Registers_Enable_OnlyFortyEightInterruptsExist()
    {
        Board board = Create(0, 0, 0);
        board.Poke(Registers.Enable, uint.MaxValue);
        board.Poke(Registers.Enable + 4, uint.MaxValue);
        Assert.That((board.Word(Registers.Enable), board.Word(Registers.Enable + 4), board.Word(0xE000_E004)), Is.EqualTo((uint.MaxValue, 0xFFFFu, 1u)));
    }

    [Test]
    public void SetLine_HandlerEndsWithLineHigh_PendsAgain()
    {
        Board board = Create(0, 0, 0);
        Processor cpu = board.Processor;
        cpu.Nvic.SetLine(1, true);
        cpu.Step();
        Assert.That((cpu.Ipsr, cpu.Nvic.IsPending(Running)), Is.EqualTo((Running, false)));
        cpu.Step();
        Assert.That(cpu.Ipsr, Is.EqualTo(Running), "tail-chained into itself");
        cpu.Nvic.SetLine(1, false);
        cpu.Step();
        Assert.That((cpu.Ipsr, cpu.Nvic.IsPending(Running)), Is.EqualTo((0, false)));
    }

    private static Board Create(int group, int first, int second)
    {
        Board board = TestBoard.Create(0xBF00, 0xBF00, 0xBF00, 0xBF00);
        board.Poke(Registers.ResetControl, 0x05FA_0000 | ((uint)group << 8));
        board.Poke(Registers.Enable, 6);
        board.Processor.Nvic.SetPriority(Running, first);
        board.Processor.Nvic.SetPriority(Other, second);
        return board;
    }
}
