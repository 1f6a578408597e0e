using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Tests.Tables;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Framing;

[TestFixture]
public sealed class PacketDecoderTests
{
    private static readonly int MutatedFrames = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 10_000_000 : 40_000;

    private static IEnumerable<TestCaseData> Frames() => TextTable.Read("frames.txt");

    [TestCaseSource(nameof(Frames))]
    public void TryRead_WholeInput_GivesTheEvents(string input, string expected) =>
        Assert.That(DecoderProbe.Describe(new PacketDecoder(), TextTable.ToBytes(input)), Is.EqualTo(expected));

    [TestCaseSource(nameof(Frames))]
    public void TryRead_SplitAtEveryByte_GivesTheSameEvents(string input, string expected)
    {
        byte[] bytes = TextTable.ToBytes(input);
        for (int split = 1; split < bytes.Length; split++)
            Assert.That(DecoderProbe.Describe(new PacketDecoder(), bytes[..split], bytes[split..]), Is.EqualTo(expected), $"split at {split}");
        Assert.That(DecoderProbe.Describe(new PacketDecoder(), [.. bytes.Select(value => (byte[])[value])]), Is.EqualTo(expected), "byte by byte");
    }

    [TestCaseSource(nameof(Frames))]
    public void TryRead_CutAtEveryLength_RecoversAtTheNextPacket(string input, string expected)
    {
        byte[] bytes = TextTable.ToBytes(input);
        for (int length = 0; length <= bytes.Length; length++)
        {
            string events = DecoderProbe.Describe(new PacketDecoder(), bytes[..length], "$OK#9a$g#67"u8.ToArray());
            Assert.That(events, Does.EndWith("packet g"), $"{expected}, cut at {length}");
        }
    }

    [Test]
    public void TryRead_PacketOverTheBound_IsDroppedAndTheNextIsRead()
    {
        var decoder = new PacketDecoder(maxPayloadSizeInBytes: 16);
        Assert.That(DecoderProbe.Describe(decoder, FakeFraming.Frame(new string('a', 16))), Is.EqualTo("packet " + new string('a', 16)));
        Assert.That(DecoderProbe.Describe(decoder, FakeFraming.Frame(new string('a', 17)), "$OK#9a"u8.ToArray()), Does.StartWith("oversize ").And.EndsWith("; packet OK"));
        Assert.That(DecoderProbe.Describe(decoder, "$0*~0*~0*~#88$OK#9a"u8.ToArray()), Does.StartWith("oversize ").And.EndsWith("; packet OK"));
        Assert.That(decoder.Statistics.Oversize, Is.EqualTo(2));
    }

    [Test]
    public void TryRead_EndlessPacket_KeepsMemoryBounded()
    {
        var decoder = new PacketDecoder(maxPayloadSizeInBytes: 1024);
        byte[] block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        decoder.Push("$"u8);
        for (int count = 0; count < 10; count++)
        {
            decoder.Push(block);
            Assert.That(decoder.TryRead(out _), Is.False);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            decoder.Push(block);
            decoder.TryRead(out _);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(10_000));
    }

    [Test]
    public void TryRead_PacketOf64KiB_ComesWhole()
    {
        string payload = new('\x7d', 40_000);
        Assert.That(DecoderProbe.Describe(new PacketDecoder(), FakeFraming.Frame(payload)), Is.EqualTo("packet " + payload));
    }

    [Test]
    public void Statistics_DamagedStream_CountsEachKind()
    {
        var decoder = new PacketDecoder();
        DecoderProbe.Describe(decoder, "xy$OK#9a$OK#00$O$OK#9a%a#61$}#7d"u8.ToArray());
        DecoderStatistics counts = decoder.Statistics;
        Assert.That((counts.Packets, counts.Notifications, counts.BadChecksums, counts.Truncated, counts.Malformed, counts.JunkBytes, counts.BytesReceived),
            Is.EqualTo((2L, 1L, 1L, 1L, 1L, 2L, 32L)));
    }

    [Test]
    public void TryRead_MutatedFrames_NeverThrowsAndGoodPacketsFollow()
    {
        byte[][] seeds = [.. Frames().Select(frame => TextTable.ToBytes((string)frame.Arguments[0]!))];
        var random = new Random(20240601);
        var decoder = new PacketDecoder(maxPayloadSizeInBytes: 4096);
        for (int count = 0; count < MutatedFrames; count++)
        {
            byte[] mutated = Mutation.Apply(seeds[random.Next(seeds.Length)], random);
            int split = random.Next(mutated.Length + 1);
            DecoderProbe.Describe(decoder, mutated[..split], mutated[split..]);
            // Two packets: the first may be eaten as the end of an unfinished one.
            Assert.That(DecoderProbe.Describe(decoder, "$OK#9a$g#67"u8.ToArray()), Does.EndWith("packet g"), Convert.ToHexString(mutated));
        }
    }
}
