using static RspDebug.VirtualBoard.Tests.Debug.DebugBench;

namespace RspDebug.VirtualBoard.Tests.Debug;

/// <summary>DDI0403E C1.5 and C1.6.</summary>
internal sealed class HaltingDebugTests
{
    [Test]
    public void Halt_WithKey_StopsAndSaysSo()
    {
        var bench = new DebugBench(Nop, Nop, Spin);
        bench.Halt();
        Assert.That(bench.Board.Run(100), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That(bench.Read(Dhcsr) & 0x0003_000F, Is.EqualTo(0x0003_0003));
        Assert.That(bench.Read(Dfsr), Is.EqualTo(1));
        bench.Write(Dfsr, 1);
        Assert.That(bench.Read(Dfsr), Is.Zero);
    }

    [Test]
    public void Halt_WithoutKey_DoesNothing()
    {
        var bench = new DebugBench(Nop, Spin);
        bench.Write(Dhcsr, 0x0000_0003);
        Assert.That(bench.Cpu.IsHalted, Is.False);
    }

    [Test]
    public void Resume_RunsFromWherePcWasPut()
    {
        var bench = new DebugBench(Nop, Spin, AddR0, Spin);
        bench.Halt();
        bench.WriteRegister(15, Code + 4);
        bench.Resume();
        bench.Board.Run(10);
        Assert.That(bench.Cpu.GetRegister(0), Is.EqualTo(1));
    }

    [Test]
    public void Program_CannotSwitchHaltingDebugOn()
    {
        // str r1, [r2] with r1 = 0xA05F0003 and r2 = DHCSR.
        var bench = new DebugBench(StoreR1, Spin);
        bench.Cpu.SetRegister(1, Halted);
        bench.Cpu.SetRegister(2, Dhcsr);
        bench.Board.Run(10);
        Assert.That(bench.Cpu.IsHalted, Is.False);
        Assert.That(bench.Read(Dhcsr) & 1, Is.Zero);
    }

    [Test]
    public void Step_ExecutesOneInstruction()
    {
        var bench = new DebugBench(AddR0, AddR0, Spin);
        bench.Halt();
        bench.Write(Dfsr, 0xF);
        bench.Step(maskInterrupts: false);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code + 2));
        Assert.That(bench.ReadRegister(0), Is.EqualTo(1));
        Assert.That(bench.Read(Dfsr), Is.EqualTo(1));
        Assert.That(bench.Read(Dhcsr) & 0x2_0002, Is.EqualTo(0x2_0002));
    }

    [TestCase(false, Handlers, 0u)]
    [TestCase(true, Code + 2, 1u)]
    public void Step_InterruptPending_DependsOnMask(bool mask, uint pc, uint r0)
    {
        var bench = new DebugBench(AddR0, AddR0, Spin);
        bench.Halt();
        bench.Cpu.Nvic.SetPending(InterruptNumber);
        bench.Step(mask);
        Assert.That((bench.ReadRegister(15), bench.ReadRegister(0)), Is.EqualTo((pc, r0)));
        Assert.That(bench.Cpu.Nvic.IsPending(InterruptNumber), Is.EqualTo(mask));
    }

    [Test]
    public void Step_MasklessAfterMasked_TakesTheInterrupt()
    {
        var bench = new DebugBench(AddR0, AddR0, Spin);
        bench.Halt();
        bench.Cpu.Nvic.SetPending(InterruptNumber);
        bench.Step(maskInterrupts: true);
        bench.Write(Dhcsr, Halted);
        bench.Step(maskInterrupts: false);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Handlers));
    }

    [Test]
    public void Step_SupervisorCall_EntersItsHandlerAlsoMasked()
    {
        var bench = new DebugBench(Svc, Spin);
        bench.Halt();
        bench.Step(maskInterrupts: true);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Handlers));
        Assert.That(bench.ReadRegister(16) & 0x1FF, Is.EqualTo(11));
    }

    [Test]
    public void Step_WaitForInterrupt_Retires()
    {
        var bench = new DebugBench(Wfi, Nop, Spin);
        bench.Halt();
        bench.Step(maskInterrupts: true);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code + 2));
        Assert.That(bench.Read(Dhcsr) & 1 << 18, Is.Zero);
    }

    [Test]
    public void Step_Breakpoint_StaysThere()
    {
        var bench = new DebugBench(Bkpt, Nop, Spin);
        bench.Halt();
        bench.Write(Dfsr, 0xF);
        bench.Step(maskInterrupts: true);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code));
        Assert.That(bench.Read(Dfsr), Is.EqualTo(2));
    }

    [Test]
    public void Breakpoint_HaltingDebugOn_Halts()
    {
        var bench = new DebugBench(Nop, Bkpt, Spin);
        bench.Write(Dhcsr, Enabled);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That(bench.Read(Dfsr), Is.EqualTo(2));
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code + 2));
    }

    [Test]
    public void Breakpoint_HaltingDebugOff_IsAHardFault()
    {
        var bench = new DebugBench(Nop, Bkpt, Spin);
        bench.Board.Run(10);
        Assert.That(bench.Cpu.Ipsr, Is.EqualTo(3));
        Assert.That(bench.Read(0xE000_ED2C) >> 31, Is.EqualTo(1), "HFSR.DEBUGEVT");
    }

    [Test]
    public void Breakpoint_MonitorOn_EntersTheMonitor()
    {
        var bench = new DebugBench(Nop, Bkpt, Spin);
        bench.Write(Demcr, 1 << 16);
        bench.Board.Run(10);
        Assert.That(bench.Cpu.Ipsr, Is.EqualTo(12));
    }

    [TestCase(0u)]
    [TestCase(12u)]
    [TestCase(14u)]
    [TestCase(17u)]
    [TestCase(18u)]
    [TestCase(33u)]
    [TestCase(64u)]
    [TestCase(95u)]
    public void Transfer_Register_ReadsWhatWasWritten(uint selector)
    {
        var bench = new DebugBench(Spin);
        bench.Halt();
        uint value = selector == 33 ? 0xF000_009F : 0x2000_0A00;
        bench.WriteRegister(selector, value);
        Assert.That(bench.ReadRegister(selector), Is.EqualTo(value));
    }

    [Test]
    public void Transfer_SpecialRegisters_ShareAWord()
    {
        var bench = new DebugBench(Spin);
        bench.Halt();
        bench.WriteRegister(20, 0x0201_E001);
        Assert.That(bench.ReadRegister(20), Is.EqualTo(0x0201_E001));
        Assert.That((bench.Cpu.Control, bench.Cpu.Faultmask, bench.Cpu.Basepri, bench.Cpu.Primask), Is.EqualTo((2u, true, 0xE0u, true)));
        Assert.That(bench.ReadRegister(13), Is.EqualTo(bench.ReadRegister(18)), "SPSEL makes SP the process stack");
    }

    [Test]
    public void Transfer_WhileRunning_DoesNothing()
    {
        var bench = new DebugBench(Spin);
        bench.Write(Dhcsr, Enabled);
        bench.WriteRegister(0, 77);
        Assert.That(bench.Cpu.GetRegister(0), Is.Zero);
    }

    [Test]
    public void Status_RetireAndReset_ClearWhenRead()
    {
        var bench = new DebugBench(Nop, Spin);
        _ = bench.Read(Dhcsr);
        Assert.That(bench.Read(Dhcsr) & 0x0300_0000, Is.Zero);
        bench.Board.Run(3);
        Assert.That(bench.Read(Dhcsr) >> 24 & 3, Is.EqualTo(1));
        bench.Board.Reset();
        Assert.That(bench.Read(Dhcsr) >> 25 & 1, Is.EqualTo(1));
        Assert.That(bench.Read(Dhcsr) >> 25 & 1, Is.Zero);
    }

    [Test]
    public void Status_Sleep_Shows()
    {
        var bench = new DebugBench(Wfi, Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Board.Run(10);
        Assert.That(bench.Read(Dhcsr) >> 18 & 1, Is.EqualTo(1));
        bench.Halt();
        Assert.That(bench.Read(Dhcsr) >> 17 & 3, Is.EqualTo(1), "halted, no longer asleep");
    }

    [TestCase(1u, true)]
    [TestCase(0u, false)]
    public void Reset_CatchOfCoreReset_HaltsBeforeTheFirstInstruction(uint demcr, bool halts)
    {
        var bench = new DebugBench(AddR0, Spin);
        bench.Halt();
        bench.Write(Demcr, demcr);
        bench.Write(Dfsr, 0x1F);
        bench.Write(Aircr, 0x05FA_0004);
        bench.Cpu.TakePendingReset();
        Assert.That(bench.Cpu.IsHalted, Is.EqualTo(halts));
        Assert.That(bench.Read(Dhcsr) & 1, Is.EqualTo(1), "C_DEBUGEN outlives a reset");
        if (halts) Assert.That((bench.ReadRegister(15), bench.Read(Dfsr)), Is.EqualTo((Code, 8u)));
    }

    [TestCase(1u << 10, true)]
    [TestCase(1u << 8, false)]
    public void VectorCatch_HardFault_HaltsAtTheHandler(uint demcr, bool halts)
    {
        var bench = new DebugBench(0xDE00, Spin);       // UDF
        bench.Write(Dhcsr, Enabled);
        bench.Write(Demcr, demcr);
        bench.Board.Run(20);
        Assert.That(bench.Cpu.IsHalted, Is.EqualTo(halts));
        if (halts) Assert.That((bench.ReadRegister(15), bench.Read(Dfsr)), Is.EqualTo((Handlers, 8u)));
    }

    [TestCase(1u << 7, true)]
    [TestCase(1u << 6, false)]
    [TestCase(1u << 5, false)]
    public void VectorCatch_UsageFault_TellsCausesApart(uint demcr, bool halts)
    {
        var bench = new DebugBench(0xDE00, Spin);
        bench.Write(0xE000_ED24, 1 << 18);              // SHCSR.USGFAULTENA
        bench.Write(Dhcsr, Enabled);
        bench.Write(Demcr, demcr);
        bench.Board.Run(20);
        Assert.That(bench.Cpu.IsHalted, Is.EqualTo(halts));
    }

    [Test]
    public void MaskInterrupts_WhileRunning_CannotChange()
    {
        var bench = new DebugBench(Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Write(Dhcsr, Enabled | 8);
        Assert.That(bench.Read(Dhcsr) & 8, Is.Zero);
    }

    [Test]
    public void Disable_LetsGo()
    {
        var bench = new DebugBench(AddR0, Spin);
        bench.Halt();
        bench.Write(Dhcsr, 0xA05F_0000);
        bench.Board.Run(2);
        Assert.That((bench.Cpu.IsHalted, bench.Cpu.GetRegister(0)), Is.EqualTo((false, 1u)));
    }
}
