using System.Text;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo.Tests.Tpiu;

internal sealed class TpiuDecoderTests
{
    // CoreSight Architecture, "Trace formatter". Frames | bytes of each stream in order.
    private const string Cases = """
        03 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 00                    | 1:11203340556077 8099a0bbc0dde0
        03 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 fe                    | 1:11213341556177 8199a1bbc1dde1
        03 11 20 33 05 55 60 77 80 99 a0 bb c0 dd e0 00                    | 1:112033 2:55607780 99a0bbc0dde0
        03 11 20 33 05 55 60 77 80 99 a0 bb c0 dd e0 04                    | 1:11203355 2:6077 8099a0bbc0dde0
        03 11 20 33 40 55 01 00 00 00 00 00 00 00 00 00                    | 1:1120334055
        03 11 20 33 40 55 01 77 00 00 00 00 00 00 00 08                    | 1:112033405577
        03 11 20 33 40 55 60 77 80 99 a0 bb c0 dd 05 80 44 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 00 | 1:11203340556077 8099a0bbc0dd 2:4411203340556077 8099a0bbc0dde0
        ff ff ff 7f 03 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 00        | 1:11203340556077 8099a0bbc0dde0
        ff 7f ff ff ff 7f 03 11 ff 7f 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 00 | 1:11203340556077 8099a0bbc0dde0
        03 11 20 33 ff 7f 40 55 60 77 80 99 a0 bb c0 dd ff 7f e0 00        | 1:11203340556077 8099a0bbc0dde0
        10 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0 00                    | -
        03 11 20 33 40 55 60 77 80 99 a0 bb c0 dd e0                       | -
        """;

    [TestCaseSource(nameof(Lines))]
    public void TryRead_Table_GivesStreams(byte[] frames, string expected) => Assert.That(Decode(frames, frames.Length), Is.EqualTo(expected));

    [TestCaseSource(nameof(Lines))]
    public void TryRead_SplitAtEveryByte_GivesTheSame(byte[] frames, string expected) => Assert.That(Decode(frames, 1), Is.EqualTo(expected));

    private static string Decode(byte[] frames, int piece)
    {
        var decoder = new TpiuDecoder(new TpiuDecoderOptions { FirstFrameOffset = 0 });
        var text = new StringBuilder();
        int stream = -1;
        for (int at = 0; at <= frames.Length; at += piece)
        {
            if (at == frames.Length) decoder.Complete();
            else decoder.Push(frames.AsSpan(at, Math.Min(piece, frames.Length - at)));
            while (decoder.TryRead(out TpiuChunk chunk))
            {
                if (chunk.StreamId != stream) text.Append(text.Length > 0 ? " " : "").Append(chunk.StreamId).Append(':');
                stream = chunk.StreamId;
                text.Append(Convert.ToHexStringLower(chunk.Bytes));
            }
        }

        return text.Length == 0 ? "-" : text.ToString();
    }

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|')).Select(parts => new object[]
    {
        Convert.FromHexString(parts[0].Replace(" ", "", StringComparison.Ordinal)),
        Joined(parts[1].Trim()),
    });

    /// <summary>Blanks inside the bytes of one stream are for the reader.</summary>
    private static string Joined(string text) =>
        string.Join(' ', text.Split(' ').Aggregate(new List<string>(), (list, word) =>
        {
            if (word.Contains(':', StringComparison.Ordinal) || list.Count == 0) list.Add(word);
            else list[^1] += word;
            return list;
        }));
}
