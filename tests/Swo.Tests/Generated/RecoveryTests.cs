using System.Globalization;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Generated;

/// <summary>
/// How much of a damaged stream is recovered. The generator writes a counter, 0 to N - 1, to stimulus port 2 as words, and then damages bytes of the
/// wire (of the frames, when framed) with the probability given: 40 % of the hits flip a bit, 20 % replace the byte, 20 % drop it, 20 % put a byte
/// in front. The share is: the different values below N that come out as a word on port 2, over N, where N is counted in the generator's own list.
/// A damaged value above N does not count, and one below N replaces none that is missing more than by chance. Pages are not followed.
/// <c>RSP_DEBUG_LONG=1</c>: 200 MB, else 2 MB with half a percent point of slack for the smaller sample.
/// </summary>
internal sealed class RecoveryTests
{
    private static readonly int SizeInBytes = StreamGenerator.IsLong ? 200_000_000 : 2_000_000;

    private StreamGenerator? _generator;

    [OneTimeSetUp]
    public void Build() => _generator = new StreamGenerator();

    [OneTimeTearDown]
    public void Remove() => _generator?.Dispose();

    // Hits in a million bytes, percent recovered: the best decoders known for raw streams (libswo); none comes near for frames.
    [TestCase(false, 0, 100)]
    [TestCase(false, 100, 99.9)]
    [TestCase(false, 1000, 99.3)]
    [TestCase(false, 10_000, 93.4)]
    [TestCase(true, 0, 100)]
    [TestCase(true, 100, 99)]
    [TestCase(true, 1000, 95)]
    [TestCase(true, 10_000, 80)]
    public void Read_DamagedStream_RecoversTheShare(bool isFramed, int ppm, double expected)
    {
        (string stream, string events) = _generator!.Make(SizeInBytes, [.. isFramed ? ["--tpiu"] : Array.Empty<string>(), "--corrupt", ppm.ToString(CultureInfo.InvariantCulture)]);
        int total = CountWritten(events);
        Assert.That(total, Is.GreaterThan(SizeInBytes / 200));
        var seen = new bool[total];
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = isFramed ? SwoFormat.Tpiu : SwoFormat.Raw });
        using FileStream bytes = File.OpenRead(stream);
        byte[] buffer = new byte[1 << 16];
        var packets = new ItmPacket[1000];
        for (int count = 1; count > 0;)
        {
            count = bytes.Read(buffer);
            if (count > 0) decoder.Push(buffer.AsSpan(0, count));
            else decoder.Complete();
            for (int read; (read = decoder.Read(packets)) > 0;)
            {
                foreach (ref readonly ItmPacket packet in packets.AsSpan(0, read))
                    if (packet.Kind == ItmPacketKind.Software && packet.Software is { Port: 2, SizeInBytes: 4 } write && write.Value < total) seen[write.Value] = true;
            }
        }

        double share = 100.0 * seen.Count(value => value) / total;
        TestContext.Out.WriteLine($"{share:f3} % of {total}; {decoder.Itm}; {decoder.Tpiu}");
        double slack = StreamGenerator.IsLong || ppm == 0 ? 0 : 0.5;
        Assert.That(Math.Round(share, 1), Is.GreaterThanOrEqualTo(expected - slack));
    }

    /// <summary>Other ports, and words on other pages, may be on the lines too: the counter is what rises by one.</summary>
    private static int CountWritten(string events)
    {
        int next = 0;
        foreach (string line in File.ReadLines(events))
            if (line.EndsWith(string.Create(CultureInfo.InvariantCulture, $"\"port\":2,\"size\":4,\"value\":{next}}}"), StringComparison.Ordinal)) next++;
        return next;
    }
}
