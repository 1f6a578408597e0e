using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Generated;

/// <summary>Each packet of a synthetic stream, raw and framed, is what the generator wrote down. <c>RSP_DEBUG_LONG=1</c>: 200 MB, else 2 MB.</summary>
internal sealed class GeneratedStreamTests
{
    private const int MostPadding = 16;
    private static readonly int SizeInBytes = StreamGenerator.IsLong ? 200_000_000 : 2_000_000;

    private StreamGenerator? _generator;

    [OneTimeSetUp]
    public void Build() => _generator = new StreamGenerator();

    [OneTimeTearDown]
    public void Remove() => _generator?.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Read_WholeStream_GivesTheGeneratorsPackets(bool isFramed) => Check(isFramed, SizeInBytes, () => 1 << 16, isBatch: true);

    [TestCase(false, 1)]
    [TestCase(true, 1)]
    [TestCase(false, 0)]
    [TestCase(true, 0)]
    [TestCase(true, 17)]
    public void TryRead_Pieces_GiveTheGeneratorsPackets(bool isFramed, int piece)
    {
        var random = new Random(9);
        Check(isFramed, 400_000, () => piece == 0 ? random.Next(1, 5000) : piece, isBatch: false);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void TryRead_CutAtEveryLength_GivesAPrefix(bool isFramed)
    {
        byte[] head = File.ReadAllBytes(_generator!.Make(4000, isFramed ? ["--tpiu"] : []).Stream)[..3000];
        string[] whole = [.. Packets(head, isFramed)];
        for (int length = 0; length < head.Length; length++)
        {
            string[] packets = [.. Packets(head[..length], isFramed)];
            int same = packets.Length > 0 && packets[^1].Contains("incomplete", StringComparison.Ordinal) ? packets.Length - 1 : packets.Length;
            Assert.That(packets.AsSpan(0, same).SequenceEqual(whole.AsSpan(0, same)), $"cut at {length}");
        }
    }

    [Test]
    public void TryRead_StartedAnywhere_FindsTheWayBack()
    {
        // Ports are left out: a start in the middle may miss the page they belong to.
        byte[] bytes = File.ReadAllBytes(_generator!.Make(20_000).Stream);
        var expected = new HashSet<string>(Packets(bytes, false).Where(NoPort));
        for (int start = 1; start < 100; start++)
        {
            string[] packets = [.. Itm.ItmDecoderTests.Packets(bytes[start..10_000], null).Select(packet => $"{packet.Offset + start} {packet}").Where(NoPort)];
            Assert.That(packets.Count(packet => !expected.Contains(packet)), Is.LessThan(20), $"from byte {start}, of {packets.Length}");
        }

        static bool NoPort(string packet) => !packet.Contains(" software ", StringComparison.Ordinal);
    }

    private void Check(bool isFramed, int sizeInBytes, Func<int> piece, bool isBatch)
    {
        (string stream, string events) = _generator!.Make(sizeInBytes, isFramed ? ["--tpiu"] : []);
        using FileStream bytes = File.OpenRead(stream);
        using var expected = new EventLines(events);
        var decoder = new SwoDecoder(new SwoDecoderOptions { TrackPages = true });
        byte[] buffer = new byte[1 << 16];
        var packets = new ItmPacket[isBatch ? 1000 : 1];
        for (int count; (count = bytes.Read(buffer, 0, Math.Min(piece(), buffer.Length))) > 0;)
        {
            decoder.Push(buffer.AsSpan(0, count));
            Compare(decoder, packets, isBatch, expected);
        }

        decoder.Complete();
        Compare(decoder, packets, isBatch, expected);
        Assert.That(expected.IsAtEnd, "packets are missing");
        Assert.That(decoder.Format, Is.EqualTo(isFramed ? SwoFormat.Tpiu : SwoFormat.Raw));
        Assert.That(decoder.Itm.Malformed, Is.Zero);
        Assert.That(decoder.Tpiu?.Realignments + decoder.Tpiu?.RejectedIds + decoder.Tpiu?.SkippedBytes, Is.Zero.Or.Null);
        if (isFramed && sizeInBytes >= SizeInBytes) Assert.That(decoder.OtherStreamBytes, Is.GreaterThan(0), "stream 2 is there too");
    }

    private static void Compare(SwoDecoder decoder, ItmPacket[] packets, bool isBatch, EventLines expected)
    {
        Span<byte> line = stackalloc byte[200];
        while (true)
        {
            int count = isBatch ? decoder.Read(packets) : decoder.TryRead(out packets[0]) ? 1 : 0;
            if (count == 0) return;
            foreach (ref readonly ItmPacket packet in packets.AsSpan(0, count))
            {
                // The generator may fill the last frame with zeros of the ITM stream.
                if (expected.IsAtEnd && packet.Kind == ItmPacketKind.Incomplete && packet.SizeInBytes < MostPadding) continue;
                ReadOnlySpan<byte> got = line[..GeneratorLine.Write(packet, line)];
                if (!expected.NextIs(got, out string instead)) Assert.Fail($"{System.Text.Encoding.UTF8.GetString(got)} instead of {instead}");
            }
        }
    }

    private static IEnumerable<string> Packets(byte[] bytes, bool isFramed)
    {
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = isFramed ? SwoFormat.Tpiu : SwoFormat.Raw, FirstFrameOffset = 0, TrackPages = true });
        return Tpiu.RealCaptureTests.Packets(decoder, bytes, () => bytes.Length).Select(packet => $"{packet.Offset} {packet}");
    }
}
