using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tests.Board;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.Tests.Timing;

/// <summary>The board knows the cycle of each event: it lies in the interval reported, always; the errors are printed.</summary>
internal sealed class TimeCompensationTests
{
    // Stimulus writes (0) or data trace (2: value, 3: PC and value), whose packets wait: TC 2 and 3; prescaler; SWO divider; delay between events.
    [TestCase(0u, 1, 7u, 255)]
    [TestCase(0u, 1, 15u, 120)]
    [TestCase(0u, 1, 31u, 20)]
    [TestCase(0u, 1, 63u, 0)]
    [TestCase(0u, 4, 31u, 60)]
    [TestCase(0u, 16, 31u, 40)]
    [TestCase(0u, 64, 15u, 100)]
    [TestCase(2u, 1, 7u, 255)]
    [TestCase(2u, 1, 15u, 220)]
    [TestCase(2u, 1, 31u, 255)]
    [TestCase(2u, 4, 31u, 60)]
    [TestCase(2u, 16, 63u, 0)]
    [TestCase(3u, 1, 7u, 255)]
    [TestCase(3u, 1, 3u, 255)]
    public void TryRead_BoardTrace_TrueTimeLiesInTheInterval(uint dataTrace, int prescaler, uint divider, int delay)
    {
        int scale = int.Log2(prescaler) / 2;
        var traced = new TracedBoard(2u | 8 | (uint)scale << 8, divider, (byte)delay, dataTrace);
        traced.Board.Run(2_000_000, 3_000_000);
        var before = new List<double>();
        var after = new List<double>();
        int[] qualities = new int[(int)TimeQuality.Open + 1];
        foreach ((TraceEvent e, long stamp) in Events(traced, TimestampOptions.CoreClock(prescaler)))
        {
            uint? value = e.Kind == TraceEventKind.Software ? e.Software.Value : e.Data.Value;
            Assert.That(value, Is.Not.Null, $"{e.Kind} at {e.Offset}");
            long truth = (long)(traced.Writes[value.Value] - traced.Start);
            Assert.That(truth, Is.InRange(e.Time.Low, e.Time.High), $"{value} {e.Time}");
            qualities[(int)e.Time.Quality]++;
            if (!e.Time.IsBounded) continue;
            before.Add(Math.Abs(stamp - truth));
            after.Add(Math.Abs(e.Time.Midpoint - truth));
        }

        Assert.That(after, Has.Count.GreaterThan(100));
        TestContext.Out.WriteLine(
            $"{string.Join(", ", qualities.Select((count, quality) => $"{(TimeQuality)quality} {count}"))}; error of the stamp {Describe(before)}, of the midpoint {Describe(after)}");
    }

    [Test]
    public void TryRead_DataTrace_PairsPcAndValue()
    {
        var traced = new TracedBoard(2 | 8, 3, 255, dataTrace: 3);
        traced.Board.Run(2_000_000, 3_000_000);
        TraceEvent[] events = [.. Events(traced, TimestampOptions.CoreClock()).Select(pair => pair.Event).Where(e => e.Kind == TraceEventKind.DataAccess)];
        Assert.That(events.Count(e => e.Data is { Pc: not null, Value: not null, IsWrite: true, SizeInBytes: 4 }), Is.GreaterThan(events.Length * 8 / 10));
        Assert.That(events.Select(e => e.Data.Pc).Where(pc => pc is not null).Distinct(), Has.Exactly(1).Items, "one instruction writes it");
    }

    /// <summary>Events with what a reader that ignores TC would call their time.</summary>
    private static IEnumerable<(TraceEvent Event, long Stamp)> Events(TracedBoard traced, TimestampOptions options)
    {
        var decoder = new TraceEventDecoder(options);
        var stamps = new Dictionary<long, long>();
        var since = new List<long>();
        long stamp = 0;
        foreach (ItmPacket packet in traced.Packets())
        {
            if (packet.Kind == ItmPacketKind.LocalTimestamp)
            {
                stamp += (long)packet.LocalTimestamp.Delta * options.Prescaler;
                foreach (long offset in since) stamps[offset] = stamp;
                since.Clear();
            }
            else
            {
                since.Add(packet.Offset);
            }

            decoder.Push(packet);
            while (decoder.TryRead(out TraceEvent next)) if (IsMine(next)) yield return (next, stamps[next.Offset]);
        }

        decoder.Settle();
        while (decoder.TryRead(out TraceEvent next)) if (IsMine(next)) yield return (next, stamps.GetValueOrDefault(next.Offset, stamp));
    }

    private static bool IsMine(TraceEvent e) => e.Kind == TraceEventKind.Software || (e.Kind == TraceEventKind.DataAccess && e.Data.Value is not null);

    private static string Describe(List<double> errors) => $"mean {errors.Average():f1}, P99 {errors.Order().ElementAt(errors.Count * 99 / 100):f0} cycles";
}
