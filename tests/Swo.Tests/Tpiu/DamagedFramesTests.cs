using System.Buffers.Binary;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo.Tests.Tpiu;

/// <summary>Frames made here, with bytes lost, put in or changed at known places: how much of a counter is lost with each.</summary>
internal sealed class DamagedFramesTests
{
    private const int Words = 20_000;

    [TestCase("lost")]
    [TestCase("put in")]
    [TestCase("changed")]
    [TestCase("low bit")]
    public void TryRead_OneByteOfAThousandDamaged_LosesAFewPacketsEach(string damage)
    {
        byte[] frames = Frames(synchronize: false);
        var random = new Random(7);
        var bytes = new List<byte>();
        int hits = 0;
        foreach (byte value in frames)
        {
            bool isHit = random.Next(1000) == 0;
            if (isHit) hits++;
            if (isHit && damage == "put in") bytes.Add((byte)random.Next(256));
            if (!isHit || damage == "put in") bytes.Add(value);
            else if (damage != "lost") bytes.Add((byte)(damage == "low bit" ? value ^ 1 : random.Next(256)));
        }

        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = SwoFormat.Tpiu });
        int lost = Words - Counters(decoder, [.. bytes], 4096).Distinct().Count();
        Assert.That(hits, Is.GreaterThan(100));
        Assert.That(lost, Is.LessThan(hits * 8), $"{hits} hits, {lost} of {Words} words lost; {decoder.Tpiu}");
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(15)]
    public void TryRead_StartInsideAFrame_LosesHardlyMoreThanIt(int start)
    {
        byte[] frames = Frames(synchronize: false)[start..];
        Assert.That(Counters(new SwoDecoder(), frames, 4096), Has.Count.GreaterThan(Words - 10));

        // Without a look at the content first, bytes before the first id belong to no stream.
        Assert.That(Counters(new SwoDecoder(new SwoDecoderOptions { Format = SwoFormat.Tpiu }), frames, 1), Has.Count.GreaterThan(Words - 50));
    }

    [Test]
    public void TryRead_AnyByteLost_SplitsAgree()
    {
        byte[] frames = Frames(synchronize: true)[..4000];
        for (int at = 0; at < 600; at++)
        {
            byte[] bytes = [.. frames[..at], .. frames[(at + 1)..]];
            uint[] whole = [.. Counters(new SwoDecoder(new SwoDecoderOptions { Format = SwoFormat.Tpiu }), bytes, bytes.Length)];
            Assert.That(Counters(new SwoDecoder(new SwoDecoderOptions { Format = SwoFormat.Tpiu }), bytes, 7), Is.EqualTo(whole), $"without byte {at}");
        }
    }

    [Test]
    public void TryRead_TwoStreams_AreKeptApart()
    {
        var decoder = new TpiuDecoder();
        decoder.Push(Frames(synchronize: true));
        decoder.Complete();
        int itm = 0, other = 0;
        while (decoder.TryRead(out TpiuChunk chunk))
        {
            if (chunk.StreamId == 1) itm += chunk.Bytes.Length;
            else foreach (byte value in chunk.Bytes) other += value == 0xa5 && chunk.StreamId == 2 ? 1 : -1_000_000;
        }

        Assert.That(itm, Is.InRange(7 * Words, 7 * Words + 16));
        Assert.That(other, Is.GreaterThan(100));
        Assert.That(decoder.Statistics.FullSynchronizations, Is.GreaterThan(10));
    }

    private static List<uint> Counters(SwoDecoder decoder, byte[] bytes, int piece) =>
    [
        .. RealCaptureTests.Packets(decoder, bytes, () => piece)
            .Where(packet => packet.Kind == ItmPacketKind.Software && packet.Software is { Port: 2, SizeInBytes: 4, Value: < Words }).Select(packet => packet.Software.Value),
    ];

    /// <summary>A counter on port 2 and a byte on port 0, as stream 1; now and then some bytes of stream 2; the stream is named when it changes.</summary>
    private static byte[] Frames(bool synchronize)
    {
        var itm = new Queue<byte>();
        Span<byte> word = stackalloc byte[4];
        for (uint counter = 0; counter < Words; counter++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, counter);
            itm.Enqueue(0x13);
            foreach (byte value in word) itm.Enqueue(value);
            itm.Enqueue(0x01);
            itm.Enqueue((byte)('a' + counter % 26));
        }

        var random = new Random(3);
        var frames = new List<byte>();
        int stream = 0, wanted = 1, left = 100;
        while (itm.Count > 0)
        {
            if (synchronize && frames.Count % 512 < 16) frames.AddRange([0xff, 0xff, 0xff, 0x7f]);
            byte[] frame = new byte[16];
            for (int i = 0; i < 15; i++)
            {
                if (left-- <= 0) (wanted, left) = wanted == 1 ? (2, random.Next(1, 20)) : (1, random.Next(50, 400));
                if ((i & 1) == 0 && wanted != stream)
                {
                    frame[i] = (byte)(wanted << 1 | 1);
                    stream = wanted;
                    continue;
                }

                byte value = stream == 2 ? (byte)0xa5 : itm.TryDequeue(out byte next) ? next : (byte)0x70;
                frame[i] = (i & 1) == 0 ? (byte)(value & 0xfe) : value;
                if ((i & 1) == 0 && (value & 1) != 0) frame[15] |= (byte)(1 << i / 2);
            }

            frames.AddRange(frame);
        }

        return [.. frames];
    }
}
