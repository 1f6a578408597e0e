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

    private static DebugBench Armed(uint comparator, params ushort[] code)
    {
        var bench = new DebugBench(code);
        bench.Write(Dhcsr, Enabled);
        bench.Write(FpCtrl, 3);
        bench.Write(FpComp0, comparator);
        return bench;
    }
}
