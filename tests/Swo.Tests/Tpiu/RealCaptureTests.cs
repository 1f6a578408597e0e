using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo.Tests.Tpiu;

/// <summary>8 Mbaud SWO of an STM32F105 (sigrok-dumps), framed, with ITM and ETM and without any synchronization; the counts are of its description.</summary>
internal sealed class RealCaptureTests
{
    private byte[] _capture = [];

    [OneTimeSetUp]
    public void Read() => _capture = File.ReadAllBytes(SharedFiles.Find("data/swo/stm32f105-tpiu.bin"));

    [Test]
    public void TryRead_NothingTold_GivesTheCounts()
    {
        var decoder = new SwoDecoder();
        ILookup<ItmPacketKind, ItmPacket> packets = Packets(decoder, _capture, () => _capture.Length).ToLookup(packet => packet.Kind);
        Assert.That(decoder.Format, Is.EqualTo(SwoFormat.Tpiu));
        Assert.That(decoder.Detection!.Value.FirstFrameOffset, Is.Zero);
        Assert.That(decoder.Itm.Bytes, Is.EqualTo(2619));
        Assert.That(decoder.Tpiu!.Value.FullSynchronizations + decoder.Tpiu.Value.Realignments + decoder.Tpiu.Value.RejectedIds, Is.Zero);
        Assert.That(packets[ItmPacketKind.Exception].Count(), Is.EqualTo(16));
        Assert.That(packets[ItmPacketKind.Overflow].Count(), Is.EqualTo(14));
        Assert.That(packets[ItmPacketKind.PcSample].Count(), Is.EqualTo(393));
        Assert.That(packets[ItmPacketKind.Software].Count(), Is.EqualTo(97));
        Assert.That(
            packets[ItmPacketKind.DataPc].Concat(packets[ItmPacketKind.DataAddress]).Concat(packets[ItmPacketKind.DataValue]).Count(), Is.EqualTo(66));
        Assert.That(packets[ItmPacketKind.Malformed].Concat(packets[ItmPacketKind.Incomplete]), Is.Empty);
    }

    [Test]
    public void TryRead_FramesAlone_FindTheirPlace()
    {
        var decoder = new TpiuDecoder();
        decoder.Push(_capture);
        decoder.Complete();
        int itm = 0;
        while (decoder.TryRead(out TpiuChunk chunk)) itm += chunk.StreamId == 1 ? chunk.Bytes.Length : 0;
        Assert.That(itm, Is.EqualTo(2619));
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(16)]
    [TestCase(1000)]
    public void TryRead_AnySplit_GivesTheSame(int piece)
    {
        string[] whole = [.. Packets(new SwoDecoder(), _capture, () => _capture.Length).Select(packet => packet.ToString())];
        Assert.That(Packets(new SwoDecoder(), _capture, () => piece).Select(packet => packet.ToString()), Is.EqualTo(whole));
    }

    internal static IEnumerable<ItmPacket> Packets(SwoDecoder decoder, byte[] bytes, Func<int> piece)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int count = Math.Min(piece(), bytes.Length - at);
            decoder.Push(bytes.AsSpan(at, count));
            at += count;
            while (decoder.TryRead(out ItmPacket packet)) yield return packet;
        }

        decoder.Complete();
        while (decoder.TryRead(out ItmPacket packet)) yield return packet;
    }
}
