using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>Extended frames and lazy preservation (DDI0403E B1.5.7).</summary>
public sealed class FloatContextTests
{
    private const int Exception = 16 + 3;
    private const uint LazyPending = 1;

    // vmov.f32 s0, #1.0
    private static readonly ushort[] FloatMove = [0xEEB7, 0x0A00];

    [Test]
    public void Step_FirstFloatInstruction_CreatesContextFromDefaults()
    {
        Board board = Create();
        board.Poke(Registers.FloatDefaults, 0x00C0_0000);
        board.Processor.Fpscr = 0x8100_0010;
        board.Processor.Step();
        Assert.That((board.Processor.Fpscr, board.Processor.Control), Is.EqualTo((0x80C0_0010u, 4u)));
    }

    [Test]
    public void Step_LazyEntry_ReservesFrameAndLeavesRegisters()
    {
        Board board = Create();
        Processor cpu = board.Processor;
        cpu.Step();
        Enter(board);
        uint frame = TestBoard.StackTop - 0x68;
        Assert.That((cpu.Msp, cpu.GetRegister(14)), Is.EqualTo((frame, 0xFFFF_FFE9u)));
        Assert.That(board.Word(Registers.FloatControl) & LazyPending, Is.EqualTo(LazyPending));
        Assert.That(board.Word(Registers.FloatAddress), Is.EqualTo(frame + 0x20));
        Assert.That((board.Word(frame + 0x20), cpu.GetFloatRegister(0), cpu.Control & 4), Is.EqualTo((0u, 0x3F80_0000u, 0u)));
    }

    [Test]
    public void Step_FloatInstructionInHandler_FillsTheReservedFrame()
    {
        Board board = Create();
        Processor cpu = board.Processor;

        // vmov.f32 s0, #2.0; bx lr
        TestBoard.SetCode(board, TestBoard.Handler(Exception), 0xEEB0, 0x0A00, 0x4770);
        cpu.Step();
        cpu.Fpscr = 0x2000_0011;
        cpu.SetFloatRegister(15, 0x1515_1515);
        Enter(board);
        cpu.Step();
        uint frame = cpu.Msp;
        Assert.That((board.Word(frame + 0x20), board.Word(frame + 0x5C), board.Word(frame + 0x60)), Is.EqualTo((0x3F80_0000u, 0x1515_1515u, 0x2000_0011u)));
        Assert.That((board.Word(Registers.FloatControl) & LazyPending, cpu.GetFloatRegister(0)), Is.EqualTo((0u, 0x4000_0000u)));
        cpu.Step();
        Assert.That((cpu.GetFloatRegister(0), cpu.GetFloatRegister(15), cpu.Fpscr, cpu.Msp),
            Is.EqualTo((0x3F80_0000u, 0x1515_1515u, 0x2000_0011u, TestBoard.StackTop)));
    }

    [Test]
    public void Step_ReturnWithoutFloatUse_DropsThePendingFrame()
    {
        Board board = Create();
        Processor cpu = board.Processor;
        cpu.Step();
        Enter(board);
        cpu.Step();
        Assert.That((board.Word(Registers.FloatControl) & LazyPending, cpu.GetFloatRegister(0), cpu.Control & 4), Is.EqualTo((0u, 0x3F80_0000u, 4u)));
    }

    [Test]
    public void Step_EagerEntry_StoresAtOnce()
    {
        Board board = Create();
        board.Poke(Registers.FloatControl, 1u << 31);
        board.Processor.Step();
        Enter(board);
        Assert.That(board.Word(board.Processor.Msp + 0x20), Is.EqualTo(0x3F80_0000u));
        Assert.That(board.Word(Registers.FloatControl) & LazyPending, Is.Zero);
    }

    [Test]
    public void Step_AccessRefused_IsNoCoprocessorFault()
    {
        Board board = Create();
        board.Poke(Registers.CoprocessorAccess, 0);
        board.Poke(Registers.HandlerControl, Registers.EnableUsageFault);
        board.Processor.Step();
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((6, 1u << 19)));
        Assert.That(board.Word(board.Processor.Msp + 24), Is.EqualTo(TestBoard.Code));
    }

    [Test]
    public void GetFloatRegister_FramePending_DoesNotPreserve()
    {
        Board board = Create();
        board.Processor.Step();
        Enter(board);
        _ = board.Processor.GetFloatRegister(0);
        _ = board.Processor.Fpscr;
        Assert.That(board.Word(Registers.FloatControl) & LazyPending, Is.EqualTo(LazyPending));
    }

    private static Board Create()
    {
        Board board = TestBoard.Create(FloatMove[0], FloatMove[1], 0xBF00, 0xBF00);
        board.Poke(Registers.CoprocessorAccess, 0x00F0_0000);
        return board;
    }

    private static void Enter(Board board)
    {
        board.Poke(Registers.Enable, 1 << 3);
        board.Processor.Nvic.SetPending(Exception);
        Assert.That(board.Processor.Step(), Is.EqualTo(StepOutcome.ExceptionEntered));
    }
}
