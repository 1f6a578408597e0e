using System.Text;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Tests.Dap.Wire;

public sealed class MessageDecoderTests
{
    // Bytes (escapes \r \n, ~ stands for CR LF) | messages, split by a comma, or ! and a word of the error
    private const string Table = """
        Content-Length: 2~~{}                                   | {}
        Content-Length: 2~~{}Content-Length: 4~~[12]            | {},[12]
        content-length:2~~{}                                    | {}
        CONTENT-LENGTH:   2  ~~{}                               | {}
        Content-Type: utf-8~Content-Length: 2~~{}               | {}
        Content-Length: 2~Content-Type: application/x; a=b~~{}  | {}
        Content-Length: 2~Content-Length: 2~~{}                 | {}
        Content-Length: 0~~Content-Length: 2~~{}                | ,{}
        Content-Length: 2~~{}Con                                | {}
        Content-Length: 5~~{}                                   |
        Content-Length: 2~                                      |
        Content-Length: 2~Content-Length: 3~~{}                 | !different
        Content-Length: -2~~{}                                  | !not a number
        Content-Length: +2~~{}                                  | !not a number
        Content-Length: 2x~~{}                                  | !not a number
        Content-Length: 0x2~~{}                                 | !not a number
        Content-Length: 99999999999~~{}                         | !not a number
        Content-Length: ~~{}                                    | !not a number
        Content-Length: 67108865~~{}                            | !over the limit
        Content-Type: utf-8~~{}                                 | !without Content-Length
        Content-Length 2~~{}                                    | !header line
        : 2~~{}                                                 | !header line
        Content-Length: 2\n\n{}                                 | !CR LF
        {"seq":1}                                               | !JSON without a header
        """;

    private static IEnumerable<TestCaseData> Rows() => Table.Split('\n').Select(static line =>
    {
        string[] cells = line.Split('|');
        return new TestCaseData(cells[0].Trim().Replace("~", "\r\n").Replace("\\n", "\n"), cells[1].Trim()).SetName("{m}(" + cells[0].Trim() + ")");
    });

    [TestCaseSource(nameof(Rows))]
    public void TryRead_WholeInput_GivesMessagesOrSaysWhatIsWrong(string bytes, string expected) =>
        AssertDecoded(Decode(bytes, bytes.Length), expected);

    [TestCaseSource(nameof(Rows))]
    public void TryRead_OneByteAtATime_GivesTheSame(string bytes, string expected) =>
        AssertDecoded(Decode(bytes, 1), expected);

    [Test]
    public void TryRead_SplitAtEveryByte_GivesBothMessages()
    {
        const string Stream = "Content-Length: 7~~{\"a\":1}Content-Length: 2~~{}";
        byte[] bytes = Encoding.UTF8.GetBytes(Stream.Replace("~", "\r\n"));
        Assert.Multiple(() =>
        {
            for (int split = 0; split <= bytes.Length; split++)
            {
                var decoder = new MessageDecoder();
                var got = new List<string>();
                foreach (byte[] part in new[] { bytes[..split], bytes[split..] })
                {
                    decoder.Push(part);
                    while (decoder.TryRead(out ReadOnlyMemory<byte> content)) got.Add(Encoding.UTF8.GetString(content.Span));
                }

                Assert.That(got, Is.EqualTo(new[] { "{\"a\":1}", "{}" }), $"split at {split}");
                Assert.That(decoder.BufferedBytes, Is.Zero);
            }
        });
    }

    [Test]
    public void TryRead_HeaderThatNeverEnds_ThrowsAtTheLimit()
    {
        var decoder = new MessageDecoder();
        decoder.Push(Encoding.ASCII.GetBytes(new string('x', MessageDecoder.MaxHeaderBytes - 1)));
        Assert.That(decoder.TryRead(out _), Is.False);
        decoder.Push("x"u8);
        Assert.That(() => decoder.TryRead(out _), Throws.TypeOf<DapFramingException>());
    }

    [Test]
    public void TryRead_SecondHeaderMalformed_TellsItsOffset()
    {
        var decoder = new MessageDecoder();
        decoder.Push("Content-Length: 2\r\n\r\n{}Oops\r\n\r\n"u8);
        Assert.That(decoder.TryRead(out _), Is.True);
        Assert.That(() => decoder.TryRead(out _), Throws.TypeOf<DapFramingException>().With.Property(nameof(DapFramingException.Offset)).EqualTo(23));
    }

    [Test]
    public void TryRead_SeededMutations_EndInMessagesOrTheTypedError()
    {
        byte[] sound = Encoding.ASCII.GetBytes("Content-Length: 7\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}");
        var random = new Random(20260101);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. sound];
            for (int i = random.Next(4); i >= 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var decoder = new MessageDecoder();
            try
            {
                decoder.Push(bytes);
                while (decoder.TryRead(out ReadOnlyMemory<byte> content)) Assert.That(content.Length, Is.LessThan(bytes.Length));
            }
            catch (DapFramingException error)
            {
                Assert.That(error.Offset, Is.InRange(0, bytes.Length));
            }
        }
    }

    private static void AssertDecoded(string got, string expected) =>
        Assert.That(got, expected.StartsWith('!') ? Does.StartWith("!").And.Contains(expected[1..]) : Is.EqualTo(expected));

    private static string Decode(string text, int chunk)
    {
        var decoder = new MessageDecoder();
        var got = new List<string>();
        try
        {
            foreach (byte[] part in Encoding.UTF8.GetBytes(text).Chunk(chunk))
            {
                decoder.Push(part);
                while (decoder.TryRead(out ReadOnlyMemory<byte> content)) got.Add(Encoding.UTF8.GetString(content.Span));
            }
        }
        catch (DapFramingException error)
        {
            return "!" + error.Message;
        }

        return string.Join(',', got);
    }
}
