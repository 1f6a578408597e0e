using System.Globalization;
using System.Text;
using RspDebug.DebugAdapter.Engine.Trace.Output;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class Utf8LinesTests
{
    [Test]
    public void Number_AllLengths_IsWhatTheLibraryPrints()
    {
        var random = new Random(3);
        IEnumerable<ulong> edges = Enumerable.Range(0, 20).SelectMany(static digits => new[] { Power(digits) - 1, Power(digits), Power(digits) + 1 });
        foreach (ulong value in edges.Concat([uint.MaxValue, uint.MaxValue + 1ul, ulong.MaxValue, .. Enumerable.Range(0, 1000).Select(_ => (ulong)random.NextInt64() >> random.Next(63))]))
        {
            var lines = new Utf8Lines();
            Assert.That(Encoding.UTF8.GetString(lines.Number(value).Written.Span), Is.EqualTo(value.ToString(CultureInfo.InvariantCulture)));
        }

        static ulong Power(int digits) => (ulong)Math.Pow(10, digits);
    }

    [TestCase(-1, "-1")]
    [TestCase(long.MinValue, "-9223372036854775808")]
    public void Number_Negative_HasItsSign(long value, string expected) =>
        Assert.That(Encoding.UTF8.GetString(new Utf8Lines().Number(value).Written.Span), Is.EqualTo(expected));

    [Test]
    public void Quoted_ControlsAndLetters_AreEscapedAsJson() =>
        Assert.That(Encoding.UTF8.GetString(new Utf8Lines().Quoted("a\"\\\n\u0001é").Written.Span), Is.EqualTo("\"a\\\"\\\\\\n\\u0001é\""));

    [Test]
    public void Text_MoreThanTheBuffer_Grows()
    {
        var lines = new Utf8Lines();
        for (int i = 0; i < 100_000; i++) lines.Number((ulong)i).Byte((byte)'\n');
        Assert.That(Encoding.UTF8.GetString(lines.Written.Span), Is.EqualTo(string.Concat(Enumerable.Range(0, 100_000).Select(static i => $"{i}\n"))));
    }
}
