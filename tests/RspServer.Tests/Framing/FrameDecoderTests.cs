using System.Text;
using RspDebug.RspServer.Framing;

namespace RspDebug.RspServer.Tests.Framing;

internal sealed class FrameDecoderTests
{
    private const string Cases = """
        $OK#9a                | packet OK
        $foobar#79            | packet foobar
        $#00                  | packet
        $X0,1:}]#f9           | packet X0,1:}
        $a}Cb#83              | packet acb
        $0*%#7f               | packet 0*%
        $OK#9A                | packet OK
        +$OK#9a-              | ack; packet OK; nak
        xyz$OK#9a             | packet OK
        $OK#9b                | sum
        $OK#zz                | sum
        $OK#9$g#67            | sum; junk; junk
        $OK$OK#9a             | packet OK
        $abcdefghijklmnopq#f9 | long
        $ab}#40               | encoding
        ~                     | interrupt
        $a~b#c6               | packet a~b
        """;

    [TestCaseSource(nameof(Lines))]
    public void TryRead_Table_GivesFrames(string bytes, string expected) => Assert.That(Decode(Wire(bytes), int.MaxValue), Is.EqualTo(expected.Replace("; junk", "", StringComparison.Ordinal)));

    [TestCaseSource(nameof(Lines))]
    public void TryRead_SplitAtEveryByte_GivesTheSameFrames(string bytes, string expected) => Assert.That(Decode(Wire(bytes), 1), Is.EqualTo(Decode(Wire(bytes), int.MaxValue)));

    [TestCaseSource(nameof(Lines))]
    public void TryRead_CutAtEveryLength_GivesAPrefix(string bytes, string expected)
    {
        byte[] wire = Wire(bytes);
        string whole = Decode(wire, int.MaxValue);
        for (int length = 0; length < wire.Length; length++) Assert.That(whole, Does.StartWith(Decode(wire.AsSpan(0, length), int.MaxValue)));
    }

    [Test]
    public void TryRead_RandomBytes_NeverThrowsAndStaysBounded()
    {
        var random = new Random(7);
        var decoder = new FrameDecoder(16);
        byte[] bytes = new byte[64];
        const string Alphabet = "$#}+-\u0003*abc0123";
        for (int round = 0; round < 20_000; round++)
        {
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(random.Next(4) == 0 ? random.Next(256) : Alphabet[random.Next(Alphabet.Length)]);
            decoder.Push(bytes);
            while (decoder.TryRead(out Frame frame)) Assert.That(frame.Payload.Length, Is.LessThanOrEqualTo(16));
        }
    }

    [Test]
    public void TryRead_AfterBadChecksum_TakesTheNextPacket() => Assert.That(Decode(Wire("$OK#00$OK#9a"), int.MaxValue), Is.EqualTo("sum; packet OK"));

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|')).Select(parts => new object[] { parts[0].Trim(), parts[1].Trim() });

    /// <summary>~ stands for 0x03.</summary>
    private static byte[] Wire(string text) => Encoding.Latin1.GetBytes(text.Replace('~', '\u0003'));

    private static string Decode(ReadOnlySpan<byte> bytes, int piece)
    {
        var decoder = new FrameDecoder(16);
        var frames = new List<string>();
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(piece, bytes.Length);
            decoder.Push(bytes[..count]);
            bytes = bytes[count..];
            while (decoder.TryRead(out Frame frame))
            {
                frames.Add(frame.Kind switch
                {
                    FrameKind.Ack => "ack", FrameKind.Nak => "nak", FrameKind.Interrupt => "interrupt", FrameKind.BadChecksum => "sum",
                    FrameKind.BadEncoding => "encoding", FrameKind.TooLong => "long",
                    _ => ("packet " + Encoding.Latin1.GetString(frame.Payload.Span).Replace('\u0003', '~')).Trim(),
                });
            }
        }

        return string.Join("; ", frames);
    }
}
