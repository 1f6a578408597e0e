using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Tests.Debug;

namespace RspDebug.VirtualBoard.Tests.Trace;

/// <summary>Packets by DDI0403E, appendix D4.</summary>
internal sealed class InstrumentationTests
{
    private const uint Timestamps = 2, Synchronization = 4;

    [TestCase(0, 1, 0x41u, "0141")]
    [TestCase(1, 2, 0x4241u, "0a4142")]
    [TestCase(2, 4, 0x12345678u, "1378563412")]
    [TestCase(31, 1, 0xFFu, "f9ff")]
    public void Stimulus_Write_IsAPacket(int port, int size, uint value, string expected)
    {
        var bench = new TraceBench();
        bench.Write(port, size, value);
        Assert.That(bench.Drain(), Is.EqualTo(expected));
    }

    [Test]
    public void Stimulus_Off_SaysNotReadyAndDropsWrites()
    {
        var bench = new TraceBench();
        bench.Debug.Write(TraceBench.Ter, 2);
        Assert.That((bench.Debug.Read(0xE000_0000), bench.Debug.Read(0xE000_0004)), Is.EqualTo((0u, 1u)));
        bench.Write(0, 1, 1);
        bench.Write(1, 1, 2);
        Assert.That(bench.Drain(), Is.EqualTo("0902"));
    }

    [Test]
    public void Stimulus_UnprivilegedWrite_NeedsTheGroup()
    {
        var bench = new TraceBench();
        bench.Debug.Write(TraceBench.Tpr, 2);       // Ports 8 to 15 are privileged.
        bench.Write(7, 1, 1, BusMaster.CoreUnprivileged);
        bench.Write(8, 1, 2, BusMaster.CoreUnprivileged);
        Assert.That(bench.Drain(), Is.EqualTo("3901"));
    }

    [Test]
    public void Registers_Locked_TakeOnlyTheDebugger()
    {
        var bench = new TraceBench();
        bench.Board.Bus.TryWrite(TraceBench.Ter, 4, BusMaster.Core, 0);
        Assert.That(bench.Debug.Read(TraceBench.Ter), Is.EqualTo(uint.MaxValue));
        bench.Board.Bus.TryWrite(TraceBench.Lar, 4, BusMaster.Core, 0xC5AC_CE55);
        bench.Board.Bus.TryWrite(TraceBench.Ter, 4, BusMaster.Core, 0);
        Assert.That(bench.Debug.Read(TraceBench.Ter), Is.Zero);
    }

    [Test]
    public void Output_Bytes_LeaveAtTheBaudRate()
    {
        var bench = new TraceBench(prescaler: 7);       // 4 Mbaud: 160 core cycles a byte.
        bench.Write(0, 4, 0);
        bench.Drain();
        ulong[] gaps = [.. bench.Cycles.Zip(bench.Cycles.Skip(1), (first, second) => second - first)];
        Assert.That(gaps, Is.EqualTo(new ulong[] { 160, 160, 160, 160 }));
    }

    [Test]
    public void Output_Overfull_SaysOverflowAndKeepsPacketsWhole()
    {
        var bench = new TraceBench();
        for (uint i = 0; i < 100; i++) bench.Write(2, 4, i);
        string bytes = bench.Drain();
        Assert.That(bytes, Does.StartWith("1300000000" + "1301000000").And.EndsWith("70"));
        Assert.That(bytes, Has.Length.LessThan(140));
        bench.Write(2, 4, 100);
        Assert.That(bench.Drain(), Does.EndWith("70" + "1364000000"));
    }

    [Test]
    public void Output_ReadyPolled_LosesNothing()
    {
        var bench = new TraceBench();
        string expected = "";
        for (uint i = 0; i < 100; i++)
        {
            while (bench.Debug.Read(0xE000_0008) == 0) bench.Board.Run(1);
            bench.Write(2, 1, i);
            expected += $"11{i:x2}";
        }

        Assert.That(bench.Drain(), Is.EqualTo(expected));
    }

    [Test]
    public void Timestamps_Local_AreDeltasAndExact()
    {
        var bench = new TraceBench(Timestamps);
        bench.Board.Run(1000, 5);
        ulong start = bench.Board.Timeline.Cycles;
        bench.Write(0, 1, 1);
        bench.Board.Run(1000, 100);
        ulong second = bench.Board.Timeline.Cycles - start;
        bench.Write(0, 1, 2);
        bench.Write(0, 1, 3);
        Assert.That(bench.Drain(), Is.EqualTo($"0101{start << 4:x2}0102c0{second:x2}0103c000"));
    }

    [Test]
    public void Timestamps_Prescaler_Divides()
    {
        var bench = new TraceBench(Timestamps | 2 << 8);     // by 16
        bench.Board.Run(1000, 160);
        bench.Write(0, 1, 1);
        Assert.That(bench.Drain(), Is.EqualTo("0101c00a"));
    }

    [Test]
    public void Timestamps_FullPort_AreLateAndSaySo()
    {
        var bench = new TraceBench(Timestamps);
        for (uint i = 0; i < 40; i++) bench.Write(2, 4, i);
        string bytes = bench.Drain();
        Assert.That(bytes, Does.Match("d0[0-9a-f]{2}"), "TC 1 once the port has room again");
    }

    [Test]
    public void Timestamps_HardwarePacketThatWaited_SaysSo()
    {
        var bench = new TraceBench(Timestamps);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 16);
        for (uint i = 0; i < 40; i++) bench.Write(2, 1, i);
        bench.Board.Processor.Nvic.SetPending(DebugBench.InterruptNumber);
        Assert.That(bench.Drain(), Does.Match("0e1510[ef]0"), "TC bit 1: the packet is later than its event");
    }

    [Test]
    public void Timestamps_Global_StartWithBothParts()
    {
        var bench = new TraceBench(3 << 10);
        bench.Board.Run(1000, 300);
        ulong now = bench.Board.Timeline.Cycles;
        bench.Write(0, 1, 1);
        Assert.That(bench.Drain(), Is.EqualTo($"010194{0x80 | now & 0x7F:x2}{0x80 | now >> 7:x2}8040b480808000"));
    }

    [Test]
    public void ExceptionTrace_EnterExitReturn()
    {
        // The handler at Handlers: nop; bx lr
        var bench = new TraceBench(0, 31, DebugBench.Nop, DebugBench.Nop, DebugBench.Nop, DebugBench.Spin);
        bench.Debug.Load(DebugBench.Handlers, DebugBench.Nop, 0x4770);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 16);
        bench.Board.Processor.Nvic.SetPending(DebugBench.InterruptNumber);
        Assert.That(bench.Drain(), Is.EqualTo("0e1510" + "0e1520" + "0e0030"));
    }

    [TestCase(0x1u, false, "4704010000")]
    [TestCase(0x2u, false, "8778563412")]
    [TestCase(0x3u, false, "47040100008778563412")]
    [TestCase(0x21u, false, "4e0001")]
    [TestCase(0x22u, false, "4e00018778563412")]
    [TestCase(0xCu, false, "8778563412")]
    [TestCase(0xDu, false, "")]
    [TestCase(0xDu, true, "8f78563412")]
    [TestCase(0xFu, true, "47040100008f78563412")]
    [TestCase(0x2Fu, true, "4e00018f78563412")]
    public void DataTrace_Function_ChoosesThePackets(uint function, bool write, string expected)
    {
        var bench = new TraceBench(0, 7, DebugBench.Nop, DebugBench.Nop, write ? DebugBench.StoreR1 : DebugBench.LoadR1, DebugBench.Spin);
        bench.Debug.Watch(0, DebugBench.Data, 2, function);
        bench.Board.Bus.TryWrite(DebugBench.Data, 4, BusMaster.Core, 0x1234_5678);
        bench.Board.Processor.SetRegister(1, 0x1234_5678);
        Assert.That(bench.Drain(), Is.EqualTo(expected));
    }

    [Test]
    public void PcSamples_ComeAtThePeriod()
    {
        var bench = new TraceBench(prescaler: 0);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 12 | 1 << 9 | 1);         // Every 1024 cycles.
        bench.Board.Run(1_000_000, 10 * 1024 + 300);
        Assert.That(bench.Bytes, Does.StartWith("1700010000" + "1700010000"));
        Assert.That(bench.RawBytes, Has.Length.EqualTo(50));
    }

    [Test]
    public void PcSamples_Asleep_SaySo()
    {
        var bench = new TraceBench(0, 0, DebugBench.Wfi, DebugBench.Spin);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 12 | 1);
        bench.Board.Run(100, 500);
        Assert.That(bench.Bytes, Does.StartWith("1500" + "1500"));
    }

    [Test]
    public void EventCounters_WrapAsPackets()
    {
        var bench = new TraceBench(0, 0, DebugBench.LoadR1, DebugBench.LoadR1, 0xE7FC);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 20 | 1);                 // LSUEVTENA
        bench.Board.Run(1000);
        Assert.That(bench.Bytes, Does.StartWith("0508" + "0508"));
    }

    [Test]
    public void Synchronization_FollowsItsTap()
    {
        var bench = new TraceBench(Synchronization, 0);
        bench.Debug.Write(DebugBench.DwtCyccnt, (1 << 24) - 50);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 10 | 1);
        bench.Board.Run(1000, 1000);
        Assert.That(bench.Bytes, Is.EqualTo("000000000080"));
    }

    [Test]
    public void HardwarePackets_NeedTxena()
    {
        var bench = new TraceBench();
        bench.Debug.Write(TraceBench.Tcr, 1);
        bench.Debug.Write(DebugBench.DwtCtrl, 1 << 16);
        bench.Board.Processor.Nvic.SetPending(DebugBench.InterruptNumber);
        Assert.That(bench.Drain(), Is.Empty);
    }

    [Test]
    public void State_SavedInTheMiddle_GoesOnAlike()
    {
        var first = new TraceBench(Timestamps);
        for (uint i = 0; i < 30; i++) first.Write(2, 4, i);
        first.Board.Run(1000, 3000);
        var state = new StateWriter();
        first.Board.Debug.Save(state);
        int before = first.RawBytes.Length;

        var second = new TraceBench();
        second.Board.Run(1_000_000, first.Board.Timeline.Cycles);
        Assert.That(second.Board.Timeline.Cycles, Is.EqualTo(first.Board.Timeline.Cycles), "same clock");
        var reader = new StateReader(state.Written);
        second.Board.Debug.Restore(ref reader);
        Assert.That(second.Drain(), Is.EqualTo(first.Drain()[(2 * before)..]));
    }
}
