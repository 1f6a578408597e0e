using System.Buffers;
using System.Text;
using RspDebug.RspServer.Framing;

namespace RspDebug.RspServer.Tests.Framing;

internal sealed class FrameEncoderTests
{
    // The first three are the vectors of lldb's GDBRemoteCommunicationTest.ReadPacket.
    [TestCase("foobar", true, "$foobar#79")]
    [TestCase("}", true, "$}]#da")]
    [TestCase("xxxxxxxxx", true, "$x*%#c7")]
    [TestCase("xxxxxxxxx", false, "$xxxxxxxxx#38")]
    [TestCase("xxx", true, "$xxx#68")]
    [TestCase("xxxx", true, "$x* #c2")]
    [TestCase("#$}*", true, "$}\u0003}\u0004}]}\n#62")]
    [TestCase("", true, "$#00")]
    public void Encode_Vector_IsFramed(string payload, bool runLengths, string expected) => Assert.That(Encode(payload, runLengths), Is.EqualTo(expected));

    [Test]
    public void Encode_EveryRunLength_ExpandsToThePayload()
    {
        for (int length = 1; length < 300; length++)
        {
            string frame = Encode(new string('0', length), runLengths: true);
            Assert.That(Expand(frame[1..^3]), Is.EqualTo(new string('0', length)));
            Assert.That(frame[1..^3], Does.Not.Contain("#").And.Not.Contain("$"));
        }
    }

    private static string Encode(string payload, bool runLengths)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameEncoder.Encode(Encoding.Latin1.GetBytes(payload), runLengths, output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    private static string Expand(string encoded)
    {
        var text = new StringBuilder();
        for (int i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '*') text.Append(text[^1], encoded[++i] - 29);
            else text.Append(encoded[i]);
        }

        return text.ToString();
    }
}
