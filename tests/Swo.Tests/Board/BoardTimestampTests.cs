using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Board;

/// <summary>Timestamps against the board's own clock: what TC claims about a packet's time holds for each packet.</summary>
internal sealed class BoardTimestampTests
{
    // The prescaler of TCR (bits 9..8) as a shift, the SWO divider, the delay between writes: from idle to hopelessly slow lines.
    [TestCase(0, 7u, 255)]
    [TestCase(0, 15u, 255)]
    [TestCase(0, 31u, 255)]
    [TestCase(0, 31u, 20)]
    [TestCase(0, 63u, 0)]
    [TestCase(2, 15u, 200)]
    [TestCase(4, 31u, 40)]
    public void LocalTimestamps_TrueTime_LiesInTheInterval(int shift, uint divider, int delay)
    {
        var traced = new TracedBoard(2u | (uint)(shift / 2) << 8, divider, (byte)delay);
        traced.Board.Run(2_000_000, 3_000_000);

        ulong time = traced.Start, previous = time, resolution = 1UL << shift;
        var since = new List<uint>();
        int[] seen = new int[4];
        bool gap = false;
        foreach (ItmPacket packet in traced.Packets())
        {
            switch (packet.Kind)
            {
                case ItmPacketKind.Software: since.Add(packet.Software.Value); break;
                case ItmPacketKind.Overflow: gap = true; break;
                case ItmPacketKind.LocalTimestamp:
                    time += (ulong)packet.LocalTimestamp.Delta << shift;
                    seen[(int)packet.LocalTimestamp.Control] += since.Count;
                    foreach (uint value in since) Check(packet.LocalTimestamp.Control, traced.Writes[value], previous, time, resolution);
                    since.Clear();
                    previous = time;
                    break;
                default:
                    Assert.Fail(packet.ToString());
                    break;
            }
        }

        Assert.That(seen.Sum(), Is.GreaterThan(100));
        Assert.That(gap, Is.EqualTo(seen.Sum() < traced.Writes.Count - 20), "lost writes and overflow packets go together");
        TestContext.Out.WriteLine($"exact {seen[0]}, timestamp late {seen[1]}, packet late {seen[2]}, both {seen[3]}; {traced.Writes.Count} writes");
    }

    [Test]
    public void ExceptionTrace_Durations_AreTheBoards()
    {
        var traced = new TracedBoard(2 | 8, 0, 255);
        traced.Write(0xE000_0E00, 0);               // No stimulus ports.
        traced.Write(0xE000_1000, 1 << 16);
        traced.Write(0xE000_E014, 5_000 - 1);       // SysTick
        traced.Write(0xE000_E018, 0);
        traced.Write(0xE000_E010, 7);
        traced.Board.Run(1_000_000, 500_000);

        var decoded = new List<(int Change, int Number, ulong Cycle)>();
        ulong time = traced.Start;
        foreach (ItmPacket packet in traced.Packets())
        {
            if (packet.Kind == ItmPacketKind.Exception) decoded.Add(((int)packet.Exception.Function, packet.Exception.Number, 0));
            if (packet.Kind != ItmPacketKind.LocalTimestamp) continue;
            Assert.That(packet.LocalTimestamp.Control, Is.EqualTo(TimestampControl.Exact));
            time += packet.LocalTimestamp.Delta;
            decoded[^1] = decoded[^1] with { Cycle = time };
        }

        Assert.That(decoded, Has.Count.GreaterThan(290));
        Assert.That(decoded, Is.EqualTo(traced.Exceptions.Take(decoded.Count).Select(e => ((int)e.Change, e.Number, e.Cycle))));
    }

    private static void Check(TimestampControl control, ulong truth, ulong previous, ulong stamp, ulong resolution)
    {
        switch (control)
        {
            case TimestampControl.Exact:
                Assert.That(truth, Is.InRange(stamp, stamp + resolution - 1), "exact to the timestamp clock");
                break;
            case TimestampControl.TimestampDelayed:
                Assert.That(truth, Is.GreaterThanOrEqualTo(previous).And.LessThan(stamp + resolution), "between the two timestamps");
                break;
            default:
                Assert.That(truth, Is.LessThan(stamp + resolution), "some time before the timestamp");
                break;
        }
    }
}
