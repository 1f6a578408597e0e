using static RspDebug.VirtualBoard.Tests.Debug.DebugBench;

namespace RspDebug.VirtualBoard.Tests.Debug;

/// <summary>DDI0403E C1.11.</summary>
internal sealed class FlashPatchTests
{
    [Test]
    public void Control_TellsSixAndTwo() => Assert.That(new DebugBench(Spin).Read(FpCtrl), Is.EqualTo(0x260));

    [TestCase(1u, Code)]
    [TestCase(2u, Code + 2)]
    [TestCase(3u, Code)]
    public void Comparator_Replace_ChoosesTheHalfword(uint replace, uint stopsAt)
    {
        DebugBench bench = Armed(replace << 30 | Code | 1, Nop, Nop, Spin);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That((bench.ReadRegister(15), bench.Read(Dfsr)), Is.EqualTo((stopsAt, 2u)));
    }

    [Test]
    public void Comparator_SetAfterTheCodeRan_StillHits()
    {
        var bench = new DebugBench(Nop, Nop, 0xE7FC);       // b to the first nop
        bench.Write(Dhcsr, Enabled);
        bench.Board.Run(30);
        bench.Write(FpCtrl, 3);
        bench.Write(FpComp0 + 4, 2u << 30 | Code | 1);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Halted));
        bench.Write(FpComp0 + 4, 0);
        bench.Resume();
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Executed), "and no more once cleared");
    }

    [Test]
    public void Comparator_UnitOff_DoesNothing()
    {
        DebugBench bench = Armed(1u << 30 | Code | 1, Nop, Nop, Spin);
        bench.Write(FpCtrl, 2);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Executed));
    }

    [Test]
    public void Control_WithoutKey_IsIgnored()
    {
        var bench = new DebugBench(Spin);
        bench.Write(FpCtrl, 1);
        Assert.That(bench.Read(FpCtrl) & 1, Is.Zero);
    }

    [Test]
    public void Comparator_LiteralOnes_AreNoBreakpoints()
    {
        var bench = new DebugBench(Nop, Nop, Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Write(FpCtrl, 3);
        bench.Write(FpComp0 + 6 * 4, 1u << 30 | Code | 1);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Executed));
    }

    [Test]
    public void Comparator_InsideItBlock_HitsAlsoWhenTheConditionFails()
    {
        // cmp r0, #1; it eq; addeq r0, #1
        DebugBench bench = Armed(1u << 30 | (Code + 4) | 1, 0x2801, 0xBF08, AddR0, Spin);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code + 4));
    }

    [Test]
    public void Comparator_Step_ExecutesTheInstructionOnceTheComparatorIsOff()
    {
        DebugBench bench = Armed(1u << 30 | Code | 1, AddR0, Spin);
        bench.Board.Run(10);
        bench.Step(maskInterrupts: true);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code), "an armed comparator hits again");
        bench.Write(FpComp0, 0);
        bench.Step(maskInterrupts: true);
        Assert.That(bench.ReadRegister(15), Is.EqualTo(Code + 2));
    }

    [Test]
    public void Remap_OfAnInstruction_FetchesTheWordFromTheTable()
    {
        DebugBench bench = Armed(Code | 1, AddR0, AddR0, Spin);
        bench.Write(FpRemap, Data);
        bench.Write(Data, (uint)Nop << 16 | 0x2007);                    // movs r0, #7; nop
        bench.Board.Run(3);
        Assert.That((bench.Cpu.GetRegister(0), bench.Read(Code)), Is.EqualTo((7u, (uint)AddR0 << 16 | AddR0)), "the debugger still sees flash");
        bench.Write(Data, (uint)Nop << 16 | 0x2009);
        bench.Cpu.SetRegister(15, Code);
        bench.Board.Run(2);
        Assert.That(bench.Cpu.GetRegister(0), Is.EqualTo(9), "a patch in RAM may be changed");
        bench.Write(FpComp0, 0);
        bench.Cpu.SetRegister(15, Code);
        bench.Board.Run(2);
        Assert.That(bench.Cpu.GetRegister(0), Is.EqualTo(11), "and flash runs again without it");
    }

    [Test]
    public void Remap_OfASecondHalfword_PatchesTheWideInstruction()
    {
        DebugBench bench = Armed(0, Nop, 0xF240, 0x0001, Spin);         // movw r0, #1 from 0x102 on
        bench.Write(FpRemap, Data);
        bench.Write(FpComp0 + 4, (Code + 4) | 1);
        bench.Write(Data + 4, (uint)Spin << 16 | 0x0005);               // comparator 1 takes the second word
        bench.Board.Run(3);
        Assert.That(bench.Cpu.GetRegister(0), Is.EqualTo(5));
    }

    [TestCase(0x4800, 0x11223344u, TestName = "Remap_OfALiteral_ReadsTheWordFromTheTable")]
    [TestCase(0x7858, 0x33u, TestName = "Remap_OfALiteral_ReadsItsBytesToo")]
    public void Remap_OfALiteral(int load, uint expected)
    {
        var bench = new DebugBench((ushort)load, Spin, 0xBEEF, 0xDEAD); // ldr r0, [pc] or ldrb r0, [r3, #1]
        bench.Cpu.SetRegister(3, Code + 4);
        bench.Write(FpCtrl, 3);
        bench.Write(FpRemap, Data);
        bench.Write(Data + 6 * 4, 0x1122_3344);
        bench.Write(FpComp0 + 6 * 4, (Code + 4) | 1);
        bench.Board.Run(2);
        Assert.That(bench.Cpu.GetRegister(0), Is.EqualTo(expected));
    }

    private static DebugBench Armed(uint comparator, params ushort[] code)
    {
        var bench = new DebugBench(code);
        bench.Write(Dhcsr, Enabled);
        bench.Write(FpCtrl, 3);
        bench.Write(FpComp0, comparator);
        return bench;
    }
}
