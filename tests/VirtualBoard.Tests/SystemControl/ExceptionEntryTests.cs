using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>Frames and EXC_RETURN (DDI0403E B1.5.6 to B1.5.8, tables B1-8 and B1-9).</summary>
public sealed class ExceptionEntryTests
{
    private const int Interrupt = 20;
    private const int Exception = 16 + Interrupt;
    private const ushort Nop = 0xBF00;

    [TestCase(TestBoard.StackTop, 0x20u, false)]
    [TestCase(TestBoard.StackTop - 4, 0x20u, true)]
    public void Step_PendingInterrupt_StoresBasicFrame(uint stack, uint size, bool padded)
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        foreach (int number in (int[])[0, 1, 2, 3, 12]) cpu.SetRegister(number, 0x1111_0000u + (uint)number);
        cpu.SetRegister(13, stack);
        cpu.SetRegister(14, 0x0000_0BAD);
        cpu.Xpsr = 0xA100_0000;

        Assert.That(cpu.Step(), Is.EqualTo(StepOutcome.ExceptionEntered));
        uint frame = stack - size - (padded ? 4u : 0);
        uint[] expected =
            [0x1111_0000, 0x1111_0001, 0x1111_0002, 0x1111_0003, 0x1111_000C, 0x0000_0BAD, TestBoard.Code, 0xA100_0000 | (padded ? 1u << 9 : 0)];
        Assert.That(ReadWords(board, frame, 8), Is.EqualTo(expected));
        Assert.That((cpu.Msp, cpu.Pc, cpu.Ipsr, cpu.GetRegister(14)), Is.EqualTo((frame, TestBoard.Handler(Exception), Exception, 0xFFFF_FFF9u)));
    }

    [Test]
    public void Step_ExceptionReturn_RestoresEverything()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        cpu.SetRegister(13, TestBoard.StackTop - 4);
        cpu.SetRegister(3, 0x3333_3333);
        cpu.Xpsr = 0x6100_0000;
        cpu.Step();
        cpu.SetRegister(3, 0);
        Assert.That(cpu.Step(), Is.EqualTo(StepOutcome.Executed));
        Assert.That((cpu.Pc, cpu.GetRegister(13), cpu.GetRegister(3), cpu.Xpsr, cpu.Ipsr),
            Is.EqualTo((TestBoard.Code, TestBoard.StackTop - 4, 0x3333_3333u, 0x6100_0000u, 0)));
        Assert.That(cpu.Nvic.IsActive(Exception), Is.False);
    }

    [Test]
    public void Step_FromProcessStack_StoresThereAndReturnsThere()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        cpu.Psp = 0x2000_4000;
        cpu.Control = 2;
        cpu.Step();
        Assert.That((cpu.GetRegister(14), cpu.Psp, cpu.Msp), Is.EqualTo((0xFFFF_FFFDu, 0x2000_4000u - 0x20, TestBoard.StackTop)));
        cpu.Step();
        Assert.That((cpu.GetRegister(13), cpu.Control), Is.EqualTo((0x2000_4000u, 2u)));
    }

    [Test]
    public void Step_NestedInterrupt_LinkSaysHandlerMode()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        board.Poke(Registers.Priority + Interrupt, 0x80);
        cpu.Step();
        board.Poke(Registers.Enable, 1 << 5);
        cpu.Nvic.SetPending(16 + 5);
        Assert.That(cpu.Step(), Is.EqualTo(StepOutcome.ExceptionEntered));
        Assert.That((cpu.GetRegister(14), cpu.Ipsr), Is.EqualTo((0xFFFF_FFF1u, 16 + 5)));
        cpu.Step();
        Assert.That(cpu.Ipsr, Is.EqualTo(Exception));
    }

    [Test]
    public void Step_ReturnWithMorePending_TailChainsWithoutTouchingTheStack()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        cpu.Step();
        uint stack = cpu.Msp;
        board.Poke(Registers.Enable, 1 << 5);
        cpu.Nvic.SetPending(16 + 5);
        cpu.Step();
        Assert.That((cpu.Ipsr, cpu.Pc, cpu.Msp, cpu.GetRegister(14)), Is.EqualTo((16 + 5, TestBoard.Handler(16 + 5), stack, 0xFFFF_FFF9u)));
        Assert.That(cpu.Nvic.IsActive(Exception), Is.False);
    }

    [Test]
    public void Step_MoreUrgentInterruptDuringStacking_IsTakenFirst()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        board.Poke(Registers.Priority + Interrupt, 0x80);
        board.Poke(Registers.Enable, 1 << 5);
        board.Timeline.Add(new PendLater(cpu, 16 + 5, board.Timeline.Cycles + 6));
        cpu.Step();
        Assert.That((cpu.Ipsr, cpu.GetRegister(14)), Is.EqualTo((16 + 5, 0xFFFF_FFF9u)));
        Assert.That(cpu.Nvic.IsPending(Exception), Is.True);
        cpu.Step();
        Assert.That(cpu.Ipsr, Is.EqualTo(Exception));
    }

    [Test]
    public void Step_InsideItBlock_StateIsStackedAndRestored()
    {
        // ite eq; moveq r0, #1; movne r0, #2
        Board board = TestBoard.Create(0xBF0C, 0x2001, 0x2002, Nop);
        Processor cpu = board.Processor;
        cpu.Xpsr = 0x4100_0000;
        board.Steps(2);
        board.Poke(Registers.Enable, 1 << Interrupt);
        cpu.Nvic.SetPending(Exception);
        uint before = cpu.Xpsr;
        cpu.Step();
        Assert.That((cpu.Xpsr, board.Word(cpu.Msp + 28)), Is.EqualTo((0x4100_0000u | Exception, before)));
        cpu.Step();
        Assert.That(cpu.Xpsr, Is.EqualTo(before));
        cpu.Step();
        Assert.That((cpu.GetRegister(0), cpu.Xpsr), Is.EqualTo((1u, 0x4100_0000u)));
    }

    [Test]
    public void Step_FrameOutsideRam_RecordsStackingError()
    {
        Board board = WithPendingInterrupt();
        Processor cpu = board.Processor;
        cpu.SetRegister(13, 0x3000_0000);
        cpu.Step();
        Assert.That(board.Word(Registers.ConfigurableStatus) & (1 << 12), Is.Not.Zero);
        Assert.That((cpu.Ipsr, board.Word(Registers.HardFaultStatus)), Is.EqualTo((3, Registers.Forced)));
    }

    private static Board WithPendingInterrupt()
    {
        Board board = TestBoard.Create(Nop, Nop, Nop, Nop);
        board.Poke(Registers.Enable, 1 << Interrupt);
        board.Processor.Nvic.SetPending(Exception);
        return board;
    }

    private static uint[] ReadWords(Board board, uint address, int count) =>
        [.. Enumerable.Range(0, count).Select(k => board.Word(address + (uint)(4 * k)))];

    /// <summary>Pends an exception at one cycle.</summary>
    private sealed class PendLater(Processor cpu, int exception, ulong cycle) : ITimed
    {
        public ulong DueCycle { get; private set; } = cycle;

        public void OnDue(ulong now)
        {
            DueCycle = ulong.MaxValue;
            cpu.Nvic.SetPending(exception);
        }
    }
}
