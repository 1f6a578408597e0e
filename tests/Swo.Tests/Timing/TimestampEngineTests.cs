using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.Tests.Timing;

internal sealed class TimestampEngineTests
{
    // DDI0403E D4.2.4. Bytes | [low, high] quality of each packet. 01xx is a byte on port 0, 0e1010 exception 16 entered, C0 TC 0, D0 TC 1, E0 TC 2, F0 TC 3.
    private const string Cases = """
        0141 c064                       | 100-100 Exact
        0141 c00a 0142 c00a             | 10-10 Exact, 20-20 Exact
        0141 60                         | 6-6 Exact
        0141 c00a 0142 d00a             | 10-10 Exact, 10-20 Delayed
        0141 c00a 0142 d00a 0143 c001   | 10-10 Exact, 10-20 Delayed, 21-21 Exact
        0141 0142 c00a                  | 0-10 Grouped, 10-10 Exact
        c00a 0141 c00a                  | 20-20 Exact
        0e1010 e00a                     | 0-10 Late
        0e1010 c00a 0e1020 e00a         | 10-10 Exact, 10-20 Late
        0e1010 c00a 0e1020 f00a 0e0030 f00a | 10-10 Exact, 10-20 DelayedLate, 10-30 DelayedLate
        0e1010 c00a 0141 c00a 0e1020 e00a   | 10-10 Exact, 20-20 Exact, 10-30 Late
        4700010000 8d05 c00a            | 10-10 Exact, 10-10 Exact
        4700010000 ad05 c00a            | 0-10 Grouped, 10-10 Exact
        0141 c00a 70 0142 c00a          | 10-10 Exact, 10-20 Grouped, 20-20 Exact
        0141 c00a 80 0142 c00a          | 10-10 Exact, 10-20 AfterGap, 10-20 AfterGap
        0141 c00a 0142                  | 10-10 Exact, 10- Open
        0141 0142                       | 0- Open, 0- Open
        """;

    [TestCaseSource(nameof(Lines))]
    public void TryRead_Table_GivesIntervals(byte[] bytes, string expected) => Assert.That(Times(bytes, null), Is.EqualTo(expected));

    [TestCase(4, 1, 1, "40-43 Exact, 40-83 Delayed")]
    [TestCase(64, 1, 1, "640-703 Exact, 640-1343 Delayed")]
    [TestCase(1, 64, 1, "640-703 Exact, 640-1343 Delayed", Description = "port clock of 1 MHz, core of 64 MHz")]
    [TestCase(1, 2, 3, "6-6 Exact, 6-13 Delayed")]
    public void TryRead_ClockAndPrescaler_GiveCoreCycles(int prescaler, int cycles, int ticks, string expected)
    {
        var options = new TimestampOptions { Prescaler = prescaler, Cycles = cycles, Ticks = ticks };
        Assert.That(Times(Convert.FromHexString("0141c00a0142d00a"), options), Is.EqualTo(expected));
    }

    [Test]
    public void TryRead_CounterRunsOverInOverflow_WidensAllLaterTimes()
    {
        var options = new TimestampOptions { TicksHiddenByOverflow = 1 << 28 };
        Assert.That(Times(Convert.FromHexString("0141c00a700142c00a"), options), Is.EqualTo("10-10 Exact, 10-268435476 Grouped, 20-268435476 Exact"));
    }

    [Test]
    public void TryRead_NoTimestamps_PassesAfterAWhile()
    {
        var engine = new TimestampEngine();
        int got = 0;
        var decoder = new ItmDecoder();
        for (int i = 0; i < 1000; i++)
        {
            decoder.Push([0x01, (byte)i]);
            while (decoder.TryRead(out ItmPacket packet)) engine.Push(packet);
            while (engine.TryRead(out TimedPacket timed)) got += timed.Time.Quality == TimeQuality.Open ? 1 : 0;
        }

        Assert.That(got, Is.GreaterThan(900));
    }

    [Test]
    public void Since_DamageBetween_IsNotKnown()
    {
        TraceTime[] times = [.. Timed(Convert.FromHexString("0141c00a0142c00a800143c00a"), null).Select(timed => timed.Time)];
        Assert.That(times[1].Since(times[0]), Is.EqualTo((10L, 10L)));
        Assert.That(times[3].Since(times[0]), Is.Null);
    }

    // Parts of the global time | value. 94 low, B4 high; short parts replace low bits only.
    [TestCase("9401", null)]
    [TestCase("9481808000", null)]
    [TestCase("9481808000 b480808000", 1UL)]
    [TestCase("9481808000 b481808000", 0x4000001UL)]
    [TestCase("9481808000 b480808000 9405", 5UL)]
    [TestCase("9481818100 b480808000 9405", 0x4085UL)]
    [TestCase("9481808000 b480808000 9482808040", null)]
    [TestCase("9481808000 b480808000 9482808040 b481808000", 0x4000002UL)]
    [TestCase("9481808000 b480808000 9482808020", null)]
    [TestCase("94ffffff1f b4ffffffffff07", 0x7FFFFFFFFFFFFFFUL >> 0 | 0xF800000000000000UL)]
    public void Value_GlobalParts_AreJoined(string hex, ulong? expected)
    {
        var clock = new GlobalClock();
        foreach (ItmPacket packet in ItmDecoderTestsPackets(hex)) clock.Push(packet.GlobalTimestamp);
        Assert.That(clock.Value, Is.EqualTo(expected));
    }

    private static IEnumerable<ItmPacket> ItmDecoderTestsPackets(string hex) =>
        Itm.ItmDecoderTests.Packets(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), null);

    private static List<TimedPacket> Timed(byte[] bytes, TimestampOptions? options)
    {
        var engine = new TimestampEngine(options);
        foreach (ItmPacket packet in Itm.ItmDecoderTests.Packets(bytes, null)) engine.Push(packet);
        engine.Settle();
        var all = new List<TimedPacket>();
        while (engine.TryRead(out TimedPacket timed)) all.Add(timed);
        return all;
    }

    private static string Times(byte[] bytes, TimestampOptions? options) =>
        string.Join(", ", Timed(bytes, options).Select(timed => $"{timed.Time.Low}-{(timed.Time.IsBounded ? timed.Time.High : "")} {timed.Time.Quality}"));

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|'))
        .Select(parts => new object[] { Convert.FromHexString(parts[0].Replace(" ", "", StringComparison.Ordinal)), parts[1].Trim() });
}
