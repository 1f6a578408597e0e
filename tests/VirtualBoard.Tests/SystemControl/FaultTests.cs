using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>Fault status, escalation and lockup (DDI0403E B1.5.14, B1.5.15, B3.2.15).</summary>
public sealed class FaultTests
{
    private const int HardFault = 3, BusFault = 5, UsageFault = 6;

    private static readonly object[] Causes =
    [
        new object[] { "udf #0", new ushort[] { 0xDE00 }, 0u, 1u << 16, UsageFault },
        new object[] { "bx r0, bit 0 clear, then the next step", new ushort[] { 0x4700 }, 0u, 1u << 17, UsageFault },
        new object[] { "cdp p0", new ushort[] { 0xEE00, 0x0000 }, 0u, 1u << 19, UsageFault },
        new object[] { "ldmia r1!, {r2, r3} unaligned", new ushort[] { 0xC90C }, 0u, 1u << 24, UsageFault },
        new object[] { "ldr r2, [r1] unaligned, trapped", new ushort[] { 0x680A }, 1u << 3, 1u << 24, UsageFault },
        new object[] { "udiv r0, r0, r3 by zero, trapped", new ushort[] { 0xFBB0, 0xF0F3 }, 1u << 4, 1u << 25, UsageFault },
        new object[] { "ldr r2, [r4] of nothing", new ushort[] { 0x6822 }, 0u, (1u << 9) | (1u << 15), BusFault },
        new object[] { "bx r5 to nothing, then the next step", new ushort[] { 0x4728 }, 0u, 1u << 8, BusFault },
        new object[] { "bx r6 to a peripheral, then the next step", new ushort[] { 0x4730 }, 0u, 1u, 4 },
    ];

    [TestCaseSource(nameof(Causes))]
    public void Step_Fault_IsReportedByItsOwnException(string what, ushort[] code, uint configuration, uint status, int exception)
    {
        Board board = Create(code, configuration);
        board.Poke(Registers.HandlerControl, 7 << 16);
        Run(board);
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((exception, status)), what);
    }

    [TestCaseSource(nameof(Causes))]
    public void Step_FaultDisabled_EscalatesToHardFault(string what, ushort[] code, uint configuration, uint status, int exception)
    {
        Board board = Create(code, configuration);
        Run(board);
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((HardFault, status)), what);
        Assert.That(board.Word(Registers.HardFaultStatus), Is.EqualTo(Registers.Forced), $"{what}, exception {exception}");
    }

    [Test]
    public void Step_PreciseBusFault_KeepsAddressAndRegisters()
    {
        // ldr r2, [r4], #4
        Board board = Create([0xF854, 0x2B04], 0);
        board.Processor.SetRegister(2, 0x2222_2222);
        board.Processor.Step();
        Assert.That((board.Word(Registers.BusFaultAddress), board.Processor.GetRegister(2), board.Processor.GetRegister(4)),
            Is.EqualTo((0xCCCC_CCCCu, 0x2222_2222u, 0xCCCC_CCCCu)));
        Assert.That(board.Word(board.Processor.Msp + 24), Is.EqualTo(TestBoard.Code));
    }

    [TestCase(true, 1u << 10, 1)]
    [TestCase(false, (1u << 9) | (1u << 15), 0)]
    public void Step_FailedStore_IsLateUnlessTheWriteBufferIsOff(bool buffered, uint status, int instructionsAfter)
    {
        // str r2, [r4]; nop; nop
        Board board = Create([0x6022, 0xBF00, 0xBF00], 0);
        board.Poke(Registers.AuxiliaryControl, buffered ? 0 : 2u);
        board.Poke(Registers.HandlerControl, Registers.EnableBusFault);
        board.Steps(buffered ? 2 : 1);
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((BusFault, status)));
        Assert.That(board.Word(board.Processor.Msp + 24), Is.EqualTo(TestBoard.Code + (uint)(2 * instructionsAfter)));
    }

    [Test]
    public void Step_FaultInHardFault_LocksUpUntilNmi()
    {
        Board board = Create([0xDE00], 0);
        TestBoard.SetCode(board, TestBoard.Handler(HardFault), 0xDE00);
        Processor cpu = board.Processor;
        cpu.Step();
        cpu.Step();
        Assert.That((cpu.IsLockedUp, cpu.Pc, cpu.Step()), Is.EqualTo((true, 0xFFFF_FFFEu, StepOutcome.LockedUp)));
        cpu.Nvic.SetPending(2);
        Assert.That(cpu.Step(), Is.EqualTo(StepOutcome.ExceptionEntered));
        Assert.That((cpu.IsLockedUp, cpu.Ipsr), Is.EqualTo((false, 2)));
    }

    [Test]
    public void Step_SupervisorCallWhileMasked_EscalatesToHardFault()
    {
        // cpsid i; svc #0
        Board board = TestBoard.Create(0xB672, 0xDF00);
        board.Steps(2);
        Assert.That((board.Processor.Ipsr, board.Word(Registers.HardFaultStatus)), Is.EqualTo((HardFault, Registers.Forced)));
    }

    [Test]
    public void Step_BreakpointWithoutDebugger_IsHardFaultByDebugEvent()
    {
        Board board = TestBoard.Create(0xBE01);
        board.Processor.Step();
        Assert.That((board.Processor.Ipsr, board.Word(Registers.HardFaultStatus)), Is.EqualTo((HardFault, 1u << 31)));
    }

    [TestCase(0xFFFF_FFF3u, TestName = "Step_Return_NoSuchReturn")]
    [TestCase(0xFFFF_FFF1u, TestName = "Step_Return_ToHandlerModeThatIsNotThere")]
    [TestCase(0xF000_0009u, TestName = "Step_Return_BitsThatMustBeOnes")]
    public void Step_BadExceptionReturn_IsInvalidPc(uint link)
    {
        Board board = TestBoard.Create(0xDF00);
        board.Poke(Registers.HandlerControl, Registers.EnableUsageFault);
        board.Processor.Step();
        board.Processor.SetRegister(14, link);
        board.Processor.Step();
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((UsageFault, 1u << 18)));
        Assert.That(board.Processor.GetRegister(14), Is.EqualTo(0xF000_0000 | link));
    }

    [Test]
    public void Step_IgnoredBusFaultAtHighPriority_LoadsZeroAndGoesOn()
    {
        // cpsid f; ldr r2, [r4]
        Board board = Create([0xB671, 0x6822], 1 << 8);
        board.Processor.SetRegister(2, 5);
        board.Steps(2);
        Assert.That((board.Processor.Ipsr, board.Processor.GetRegister(2), board.Processor.Pc), Is.EqualTo((0, 0u, TestBoard.Code + 4)));
    }

    private static Board Create(ushort[] code, uint configuration)
    {
        Board board = TestBoard.Create(code);
        Processor cpu = board.Processor;
        cpu.SetRegister(0, 0x200);
        cpu.SetRegister(1, 0x2000_0001);
        cpu.SetRegister(4, 0xCCCC_CCCC);
        cpu.SetRegister(5, 0x3000_0001);
        cpu.SetRegister(6, 0x4000_0001);
        board.Poke(Registers.Configuration, 0x200 | configuration);
        return board;
    }

    private static void Run(Board board)
    {
        for (int k = 0; k < 2 && board.Processor.Ipsr == 0; k++) board.Processor.Step();
    }
}
