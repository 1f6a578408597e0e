using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Events;

internal sealed class TraceEventDecoderTests
{
    // Header forms of D4: 01cc0111 PC, 01cc1110 address, 10ccW1ss value. Bytes | events.
    private const string Cases = """
        4700010000 8d05 c00a                | access 0 pc=100 write 5 at 10
        4700010000 c00a 8d05 c000           | access 0 pc=100 write 5 at 10
        4700010000 c00a 8d05 c001           | access 0 pc=100 at 10; access 0 write 5 at 11
        4700010000 c00a 8d05 e005           | access 0 pc=100 write 5 at 10
        4e3412 8505 c00a                    | access 0 address=1234 read 5 at 10
        4700010000 4e3412 c00a              | access 0 pc=100 address=1234 at 10
        4700010000 4e3412 8d05 c00a         | access 0 pc=100 address=1234 write 5 at 10
        8d05 4700010000 c00a                | access 0 write 5 at 10; access 0 pc=100 at 10
        4700010000 ad05 c00a                | access 0 pc=100 at 10; access 2 write 5 at 10
        4700010000 0141 8d05 c00a           | access 0 pc=100 write 5 at 10; software at 10
        4700010000 70 8d05 c00a             | access 0 pc=100 at 10; overflow at 10; access 0 write 5 at 10
        4700010000 4700020000 8d05 c00a     | access 0 pc=100 at 10; access 0 pc=200 write 5 at 10
        4700010000 c00a                     | access 0 pc=100 at 10
        0e1010 c00a 1500 10                 | exception at 10; pcsample at 11
        """;

    [TestCaseSource(nameof(Lines))]
    public void TryRead_Table_GivesEvents(byte[] bytes, string expected) =>
        Assert.That(string.Join("; ", Events(Itm.ItmDecoderTests.Packets(bytes, null)).Select(Text)), Is.EqualTo(expected));

    [Test]
    public void TryRead_Armv8MOption_ReadsItsPackets()
    {
        byte[] bytes = Convert.FromHexString("450110" + "4d5510" + "4f7856341210" + "1d0310");
        Assert.That(
            Itm.ItmDecoderTests.Packets(bytes, new ItmDecoderOptions { Armv8M = true }).Where(packet => packet.Kind != ItmPacketKind.LocalTimestamp).Select(packet => packet.ToString()),
            Is.EqualTo(new[] { "data-match comparator=0", "data-address comparator=0 address=55", "data-address comparator=0 address=12345678", "performance-counter flags=3" }));
        Assert.That(Itm.ItmDecoderTests.Packets(bytes, null).Count(packet => packet.Kind == ItmPacketKind.Malformed), Is.EqualTo(3));
    }

    [Test]
    public void TryRead_ManyStimulusPacketsBehindAPc_StayInOrder()
    {
        byte[] bytes = [0x47, 0, 1, 0, 0, .. Enumerable.Range(0, 100).SelectMany(i => new byte[] { 0x01, (byte)i, 0x10 })];
        long[] offsets = [.. Events(Itm.ItmDecoderTests.Packets(bytes, null)).Select(e => e.Offset)];
        Assert.That(offsets, Has.Length.EqualTo(101));
        Assert.That(offsets, Is.Ordered);
    }

    private static List<TraceEvent> Events(IEnumerable<ItmPacket> packets)
    {
        var decoder = new TraceEventDecoder();
        var events = new List<TraceEvent>();
        foreach (ItmPacket packet in packets)
        {
            decoder.Push(packet);
            while (decoder.TryRead(out TraceEvent next)) events.Add(next);
        }

        decoder.Settle();
        while (decoder.TryRead(out TraceEvent next)) events.Add(next);
        return events;
    }

    private static string Text(TraceEvent e)
    {
        string what = e.Kind != TraceEventKind.DataAccess ? e.Kind.ToString().ToLowerInvariant()
            : $"access {e.Data.Comparator}{(e.Data.Pc is { } pc ? $" pc={pc:x}" : "")}{(e.Data.Address is { } address ? $" address={address:x}" : "")}"
                + $"{(e.Data.Value is { } value ? $" {(e.Data.IsWrite ? "write" : "read")} {value}" : "")}";
        return $"{what} at {e.Time.High}";
    }

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|'))
        .Select(parts => new object[] { Convert.FromHexString(parts[0].Replace(" ", "", StringComparison.Ordinal)), parts[1].Trim() });
}
