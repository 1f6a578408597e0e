using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Tests.Framing;

[TestFixture]
public sealed class PacketWriterTests
{
    [TestCase("", "$#00")]
    [TestCase("OK", "$OK#9a")]
    [TestCase("foobar", "$foobar#79")]
    [TestCase("}", "$}]#da")]
    [TestCase("#$}*", "$}\x03}\x04}]*#05")]
    public void Binary_Payload_IsEscapedAndSummed(string payload, string expected)
    {
        var writer = new PacketWriter();
        ReadOnlyMemory<byte> frame = writer.Begin().Binary(Encoding.Latin1.GetBytes(payload)).End();
        Assert.That(Encoding.Latin1.GetString(frame.Span), Is.EqualTo(expected));
    }

    [Test]
    public void End_SeveralFrames_StandInOneBuffer()
    {
        var writer = new PacketWriter();
        writer.Unframed((byte)'+');
        writer.Begin().Text("g"u8).End();
        writer.Begin().Text("m"u8).Hex(0xdeadbeef).Text(","u8).Hex(0).End();
        Assert.That(Encoding.Latin1.GetString(writer.Written.Span), Is.EqualTo("+$g#67$mdeadbeef,0#e9"));
    }

    [Test]
    public void Begin_AfterUnfinishedPacket_StartsOver()
    {
        var writer = new PacketWriter();
        writer.Begin().Text("half"u8);
        writer.Begin().Text("g"u8).End();
        Assert.That(Encoding.Latin1.GetString(writer.Written.Span), Is.EqualTo("$g#67"));
    }

    [Test]
    public void Binary_AllBytes_DecodeToThemselves()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => value != (byte)'*')];
        var decoder = new PacketDecoder();
        decoder.Push(new PacketWriter().Begin().Binary(all).End().Span);
        Assert.That(decoder.TryRead(out PacketFrame frame), Is.True);
        Assert.That(frame.Payload.ToArray(), Is.EqualTo(all));
    }

    [TestCase("abc", 3, 3)]
    [TestCase("abc", 2, 2)]
    [TestCase("a#c", 3, 2)]
    [TestCase("a#c", 2, 1)]
    [TestCase("###", 1, 0)]
    [TestCase("", 0, 0)]
    public void CountThatFits_Escapes_CountDouble(string payload, int room, int expected) =>
        Assert.That(PacketWriter.CountThatFits(Encoding.Latin1.GetBytes(payload), room), Is.EqualTo(expected));
}
