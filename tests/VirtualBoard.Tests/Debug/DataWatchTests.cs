using static RspDebug.VirtualBoard.Tests.Debug.DebugBench;

namespace RspDebug.VirtualBoard.Tests.Debug;

/// <summary>DDI0403E C1.8; functions by Cortex-M4 TRM, table 9-6.</summary>
internal sealed class DataWatchTests
{
    // function | address offset | mask bits | instruction: l load word, s store word, b store byte | hits
    private const string Watches = """
        5 |  0 | 2 | l | yes
        5 |  0 | 2 | s | no
        6 |  0 | 2 | s | yes
        6 |  0 | 2 | l | no
        7 |  0 | 2 | l | yes
        7 |  0 | 2 | s | yes
        6 |  2 | 0 | s | yes
        6 |  2 | 0 | b | no
        6 |  4 | 2 | s | no
        6 | -4 | 2 | s | no
        6 | 64 | 7 | s | yes
        0 |  0 | 2 | s | no
        8 |  0 | 2 | s | no
        """;

    [TestCaseSource(nameof(Rows))]
    public void Comparator_Access_StopsAfterTheInstruction(uint function, int offset, int mask, string access, bool hits)
    {
        var bench = new DebugBench(Nop, access switch { "l" => LoadR1, "s" => StoreR1, _ => StoreByteR1 }, AddR0, Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Watch(1, (uint)(Data + offset), mask, function);
        Core.StepOutcome outcome = bench.Board.Run(10);
        Assert.That(outcome, Is.EqualTo(hits ? Core.StepOutcome.Halted : Core.StepOutcome.Executed));
        if (!hits) return;
        Assert.That((bench.ReadRegister(15), bench.Read(Dfsr)), Is.EqualTo((Code + 4, 4u)));
        Assert.That(bench.Board.Debug.LastWatchedAddress, Is.EqualTo(Data));
        Assert.That(bench.Read(DwtComp0 + 24) >> 24, Is.EqualTo(1), "MATCHED");
        Assert.That(bench.Read(DwtComp0 + 24) >> 24, Is.Zero, "MATCHED clears when read");
    }

    [Test]
    public void Comparator_TraceDisabled_DoesNothing()
    {
        var bench = new DebugBench(StoreR1, Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Watch(0, Data, 2, 6);
        bench.Write(Demcr, 0);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Executed));
    }

    [Test]
    public void Comparator_PcMatch_StopsAfterTheInstruction()
    {
        var bench = new DebugBench(Nop, AddR0, AddR0, Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Watch(2, Code + 2, 0, 4);
        Assert.That(bench.Board.Run(10), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That((bench.ReadRegister(15), bench.ReadRegister(0), bench.Read(Dfsr)), Is.EqualTo((Code + 4, 1u, 4u)));
    }

    [TestCase(0x1234u, true)]
    [TestCase(0x1235u, false)]
    public void Comparator_ValueMatch_NeedsTheLinkedAddressAndTheValue(uint stored, bool hits)
    {
        var bench = new DebugBench(StoreR1, Spin);
        bench.Cpu.SetRegister(1, stored);
        bench.Write(Dhcsr, Enabled);
        bench.Watch(0, Data, 2, 0);
        bench.Watch(1, 0x1234, 0, 1 << 8 | 2 << 10 | 0 << 12 | 0 << 16 | 6);
        Assert.That(bench.Board.Run(10), Is.EqualTo(hits ? Core.StepOutcome.Halted : Core.StepOutcome.Executed));
    }

    [Test]
    public void CycleCounter_CountsCoreCyclesAndStandsStillInDebugState()
    {
        var bench = new DebugBench(Nop, Nop, Nop, Nop, Spin);
        bench.Write(Demcr, 1 << 24);
        bench.Write(DwtCtrl, 1);
        bench.Board.Run(4);
        Assert.That(bench.Read(DwtCyccnt), Is.EqualTo(4));
        bench.Halt();
        bench.Board.Run(100);
        Assert.That(bench.Read(DwtCyccnt), Is.EqualTo(4));
        bench.Write(DwtCyccnt, 0xFFFF_FFFE);
        bench.Step(maskInterrupts: true);
        Assert.That(bench.Read(DwtCyccnt), Is.GreaterThanOrEqualTo(0xFFFF_FFFEu).Or.LessThan(8u));
    }

    [Test]
    public void Comparator_CycleMatch_StopsThere()
    {
        var bench = new DebugBench(Spin);
        bench.Write(Dhcsr, Enabled);
        bench.Watch(0, 500, 0, 1 << 7 | 4);
        bench.Write(DwtCtrl, 1);
        Assert.That(bench.Board.Run(10_000), Is.EqualTo(Core.StepOutcome.Halted));
        Assert.That(bench.Read(DwtCyccnt), Is.InRange(500, 512));
    }

    [Test]
    public void PcSample_RunningAndHalted()
    {
        var bench = new DebugBench(Nop, Spin);
        bench.Write(Demcr, 1 << 24);
        bench.Board.Run(5);
        Assert.That(bench.Read(DwtPcsr), Is.EqualTo(Code + 2));
        bench.Halt();
        Assert.That(bench.Read(DwtPcsr), Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void Counters_AddUpToTheCycles()
    {
        var bench = new DebugBench(LoadR1, AddR0, StoreR1, 0xE7FB);      // ... b to the first
        bench.Write(Demcr, 1 << 24);
        bench.Write(DwtCtrl, 0x1F << 17 | 1);
        ulong instructions = bench.Cpu.Instructions;
        bench.Board.Run(40);
        uint counted = 0;
        for (uint counter = 0; counter < 4; counter++) counted += bench.Read(0xE000_1008 + 4 * counter);
        Assert.That(counted + (bench.Cpu.Instructions - instructions), Is.EqualTo(bench.Read(DwtCyccnt)));
        Assert.That(bench.Read(0xE000_1014), Is.EqualTo(20), "LSUCNT: one cycle over for each load and store");
    }

    private static IEnumerable<object[]> Rows() => Watches.Split('\n').Select(line => line.Split('|')).Select(
        parts => new object[] { uint.Parse(parts[0]), int.Parse(parts[1]), int.Parse(parts[2]), parts[3].Trim(), parts[4].Trim() == "yes" });
}
