using RspDebug.Swo.Detection;
using RspDebug.Swo.Diagnosis;
using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests;

/// <summary>Whatever comes: an end, no exception, no growing memory, nothing allocated for a packet. <c>RSP_DEBUG_LONG=1</c>: a gigabyte of zeros, 64 MB of the rest.</summary>
internal sealed class HostileBytesTests
{
    private const int Piece = 1 << 16;
    private const int WarmUp = 4 * Piece;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    [TestCase("zeros")]
    [TestCase("ones")]
    [TestCase("random")]
    [TestCase("synchronizations")]
    [TestCase("half synchronizations")]
    [TestCase("ids")]
    [TestCase("endless timestamps")]
    public void Read_Endless_StaysSmall(string kind)
    {
        byte[] piece = Make(kind);
        foreach (SwoFormat format in Enum.GetValues<SwoFormat>())
        {
            var decoder = new SwoDecoder(new SwoDecoderOptions { Format = format, TrackPages = true });
            var events = new TraceEventDecoder();
            var packets = new ItmPacket[512];
            Feed(decoder, events, packets, piece, WarmUp);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Feed(decoder, events, packets, piece, SizeOf(kind));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(600_000), $"{kind} as {format}");
            decoder.Complete();
            while (decoder.TryRead(out _)) { }
        }
    }

    [TestCase("zeros")]
    [TestCase("random")]
    [TestCase("ids")]
    public void Finish_Endless_StaysSmall(string kind)
    {
        byte[] piece = Make(kind);
        var diagnoser = new SwoDiagnoser();
        for (long at = 0; at < WarmUp; at += Piece) diagnoser.Push(piece);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long at = 0; at < SizeOf(kind); at += Piece) diagnoser.Push(piece);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(600_000));
        Assert.That(diagnoser.Finish().Findings, Is.Not.Empty);
    }

    [TestCase(SwoFormat.Raw)]
    [TestCase(SwoFormat.Tpiu)]
    [TestCase(SwoFormat.Undecided)]
    public void TryRead_RandomBytes_AnySplitGivesTheSame(SwoFormat format)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[6000];
            random.NextBytes(bytes);
            if (seed % 2 == 0) for (int i = 0; i < bytes.Length; i++) if (random.Next(3) > 0) bytes[i] = (byte)(random.Next(3) == 0 ? 0xff : 0);
            string[] whole = Decode(bytes, format, () => bytes.Length);
            Assert.That(Decode(bytes, format, () => 1), Is.EqualTo(whole), $"seed {seed}");
            Assert.That(Decode(bytes, format, () => random.Next(1, 700)), Is.EqualTo(whole), $"seed {seed}");
        }
    }

    private static long SizeOf(string kind) => !IsLong ? 1 << 20 : kind == "zeros" ? 1L << 30 : 1 << 26;

    private static string[] Decode(byte[] bytes, SwoFormat format, Func<int> piece) =>
        [.. Tpiu.RealCaptureTests.Packets(new SwoDecoder(new SwoDecoderOptions { Format = format }), bytes, piece).Select(packet => $"{packet.Offset} {packet}")];

    private static void Feed(SwoDecoder decoder, TraceEventDecoder events, ItmPacket[] packets, byte[] piece, long size)
    {
        for (long at = 0; at < size; at += Piece)
        {
            decoder.Push(piece);
            for (int count; (count = decoder.Read(packets)) > 0;)
            {
                for (int i = 0; i < count; i++)
                {
                    events.Push(packets[i]);
                    while (events.TryRead(out _)) { }
                }
            }
        }
    }

    private static byte[] Make(string kind)
    {
        byte[] piece = new byte[Piece];
        switch (kind)
        {
            case "ones": Array.Fill(piece, (byte)0xff); break;
            case "random": new Random(1).NextBytes(piece); break;
            case "synchronizations": Repeat(piece, [0xff, 0xff, 0xff, 0x7f]); break;
            case "half synchronizations": Repeat(piece, [0xff, 0x7f]); break;
            case "ids": for (int i = 0; i < Piece; i++) piece[i] = (byte)((i % 252) | 1); break;
            case "endless timestamps": Repeat(piece, [0xc0, 0xff, 0xff, 0xff, 0x7f]); break;
        }

        return piece;
    }

    private static void Repeat(byte[] piece, byte[] pattern)
    {
        for (int i = 0; i < piece.Length; i++) piece[i] = pattern[i % pattern.Length];
    }
}
