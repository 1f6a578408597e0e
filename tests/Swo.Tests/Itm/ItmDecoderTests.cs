using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Itm;

internal sealed class ItmDecoderTests
{
    // Layouts from DDI0403E, appendix D4. Hex bytes | packets.
    private const string Cases = """
        000000000080             | sync
        00000000000080           | sync
        0000000000000080         | sync
        00000000000001           | sync
        000000000000000170       | sync; overflow
        000000000040             | malformed ShortSynchronization bytes=5; local-timestamp delta=4 tc=0 form=2
        0000000080               | malformed ShortSynchronization bytes=4; malformed ReservedHeader bytes=1
        0070                     | malformed ShortSynchronization bytes=1; overflow
        00                       | incomplete bytes=1
        000000                   | incomplete bytes=3
        70                       | overflow
        7070                     | overflow; overflow
        0141                     | software port=0 size=1 value=41
        0a4142                   | software port=1 size=2 value=4241
        1378563412               | software port=2 size=4 value=12345678
        f9ff                     | software port=31 size=1 value=ff
        01                       | incomplete bytes=1
        0241                     | incomplete bytes=2
        03414243                 | incomplete bytes=4
        10                       | local-timestamp delta=1 tc=0 form=2
        60                       | local-timestamp delta=6 tc=0 form=2
        c000                     | local-timestamp delta=0 tc=0 form=1
        d07f                     | local-timestamp delta=127 tc=1 form=1
        e0ff7f                   | local-timestamp delta=16383 tc=2 form=1
        f0ffff7f                 | local-timestamp delta=2097151 tc=3 form=1
        c0ffffff7f               | local-timestamp delta=268435455 tc=0 form=1
        c0ffffffff70             | malformed TooLong bytes=5; overflow
        c0ffff                   | incomplete bytes=3
        c08101                   | local-timestamp delta=129 tc=0 form=1
        8070                     | malformed ReservedHeader bytes=1; overflow
        90                       | malformed ReservedHeader bytes=1
        a0                       | malformed ReservedHeader bytes=1
        b0                       | malformed ReservedHeader bytes=1
        04                       | malformed ReservedHeader bytes=1
        84                       | malformed ReservedHeader bytes=1
        f4                       | malformed ReservedHeader bytes=1
        9405                     | global-timestamp part=1 bits=7 value=5
        948501                   | global-timestamp part=1 bits=14 value=85
        94ffff7f                 | global-timestamp part=1 bits=21 value=1fffff
        948080801f               | global-timestamp part=1 bits=26 value=3e00000
        9480808040               | global-timestamp part=1 bits=26 value=0 wrap
        9480808020               | global-timestamp part=1 bits=26 value=0 clock-change
        94ffffff7f               | global-timestamp part=1 bits=26 value=3ffffff wrap clock-change
        94ffffffff               | malformed TooLong bytes=5
        9480                     | incomplete bytes=2
        b4818080 01              | global-timestamp part=2 bits=22 value=200001
        b48180808080 04          | global-timestamp part=2 bits=38 value=2000000001
        b401                     | malformed GlobalTimestampLength bytes=2
        b48180808001             | malformed GlobalTimestampLength bytes=6
        b4808080808080           | malformed TooLong bytes=7
        08                       | extension page=0
        38                       | extension page=3
        78                       | extension page=7
        0c                       | extension hardware=1 value=0
        b801                     | extension hardware=0 value=b
        fc7f                     | extension hardware=1 value=3ff
        88ffffffff               | extension hardware=0 value=fffffff8
        88ffffff                 | incomplete bytes=4
        053f                     | event-counter flags=63
        05c1                     | event-counter flags=1
        060100                   | malformed HardwareLength bytes=3
        0e0f10                   | exception number=15 enter
        0e0f20                   | exception number=15 exit
        0e0030                   | exception number=0 return
        0eff11                   | exception number=511 enter
        0e0f00                   | malformed Exception bytes=3
        0d0f                     | malformed Exception bytes=2
        1700010000               | pc-sample pc=100
        1500                     | pc-sample sleeping
        15ff                     | pc-sample prohibited
        1501                     | malformed PcSample bytes=2
        160100                   | malformed PcSample bytes=3
        4734120000               | data-pc comparator=0 pc=1234
        7734120000               | data-pc comparator=3 pc=1234
        45aa                     | malformed HardwareLength bytes=2
        4e3412                   | data-address comparator=0 address=1234
        7e3412                   | data-address comparator=3 address=1234
        4fffffffff               | malformed HardwareLength bytes=5
        8577                     | data-value comparator=0 read size=1 value=77
        8d77                     | data-value comparator=0 write size=1 value=77
        be3412                   | data-value comparator=3 write size=2 value=1234
        a778563412               | data-value comparator=2 read size=4 value=12345678
        1d55                     | hardware id=3 size=1 value=55
        fe3412                   | hardware id=31 size=2 value=1234
        0141700a41421f           | software port=0 size=1 value=41; overflow; software port=1 size=2 value=4241; incomplete bytes=1
        """;

    [TestCaseSource(nameof(Lines))]
    public void TryRead_Table_GivesPackets(byte[] bytes, string expected) => Assert.That(Decode(bytes, int.MaxValue), Is.EqualTo(expected));

    [TestCaseSource(nameof(Lines))]
    public void TryRead_SplitAtEveryByte_GivesTheSame(byte[] bytes, string expected) => Assert.That(Decode(bytes, 1), Is.EqualTo(expected));

    [Test]
    public void TryRead_Pages_MoveLaterPorts_WhenAsked()
    {
        byte[] bytes = Convert.FromHexString("38" + "0141" + "08" + "0141" + "38" + "000000000080" + "0141" + "38" + "80" + "0141");
        string[] ports = [.. Packets(bytes, new ItmDecoderOptions { TrackPages = true }).Where(packet => packet.Kind == ItmPacketKind.Software).Select(packet => $"{packet.Software.Port}")];
        Assert.That(ports, Is.EqualTo(new[] { "96", "0", "0", "0" }), "a page, page 0, a synchronization, a malformed packet");
        Assert.That(Packets(bytes, null).Where(packet => packet.Kind == ItmPacketKind.Software).Select(packet => packet.Software.Port), Is.All.Zero);
    }

    [Test]
    public void Statistics_DamagedStream_AddUp()
    {
        var decoder = new ItmDecoder();
        decoder.Push(Convert.FromHexString("000000000080" + "0141" + "70" + "80" + "000000000080" + "01"));
        while (decoder.TryRead(out _)) { }
        Assert.That(decoder.IsSynchronized, Is.True);
        decoder.Complete();
        Assert.That(decoder.TryRead(out ItmPacket last) && last.Kind == ItmPacketKind.Incomplete);
        Assert.That(decoder.TryRead(out _), Is.False);
        Assert.That(
            decoder.Statistics,
            Is.EqualTo(new ItmStatistics(Bytes: 17, Packets: 4, Synchronizations: 2, Overflows: 1, Malformed: 1, SkippedBytes: 2, Resynchronizations: 1)));
    }

    [Test]
    public void TryRead_EndlessZeros_AreCountedNotKept()
    {
        var decoder = new ItmDecoder();
        byte[] zeros = new byte[1 << 16];
        for (int i = 0; i < 1000; i++)
        {
            decoder.Push(zeros);
            Assert.That(decoder.TryRead(out _), Is.False);
        }

        decoder.Push([0x80]);
        Assert.That(decoder.TryRead(out ItmPacket packet) && packet.Kind == ItmPacketKind.Synchronization);
        Assert.That(packet.Offset, Is.Zero);
        Assert.That(decoder.Statistics.Bytes, Is.EqualTo(65_536_001));
    }

    [Test]
    public void TryRead_RandomBytes_CoverTheStreamWithoutGaps()
    {
        var random = new Random(3);
        byte[] bytes = new byte[200_000];
        random.NextBytes(bytes);
        long next = 0;
        foreach (ItmPacket packet in Packets(bytes, null))
        {
            Assert.That(packet.Offset, Is.GreaterThanOrEqualTo(next));
            next = packet.Offset + 1;
        }

        Assert.That(next, Is.GreaterThan(bytes.Length - 8));
    }

    [Test]
    public void TryRead_Steady_AllocatesNothing()
    {
        var decoder = new ItmDecoder();
        byte[] bytes = Convert.FromHexString("000000000080" + "0141" + "c08101" + "0e0f10" + "1700010000" + "948080801f");
        for (int i = 0; i < 1000; i++) Pump();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) Pump();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1000));

        void Pump()
        {
            decoder.Push(bytes);
            while (decoder.TryRead(out _)) { }
        }
    }

    internal static IEnumerable<ItmPacket> Packets(byte[] bytes, ItmDecoderOptions? options, Func<int>? piece = null)
    {
        var decoder = new ItmDecoder(options);
        for (int at = 0; at < bytes.Length;)
        {
            int count = Math.Min(piece?.Invoke() ?? bytes.Length, bytes.Length - at);
            decoder.Push(bytes.AsSpan(at, count));
            at += count;
            while (decoder.TryRead(out ItmPacket packet)) yield return packet;
        }

        decoder.Complete();
        while (decoder.TryRead(out ItmPacket packet)) yield return packet;
    }

    private static string Decode(byte[] bytes, int piece) => string.Join("; ", Packets(bytes, null, () => piece).Select(packet => packet.ToString()));

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|'))
        .Select(parts => new object[] { Convert.FromHexString(parts[0].Replace(" ", "", StringComparison.Ordinal)), parts[1].Trim() });
}
