using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Tests.Framing;

[TestFixture]
public sealed class HexDigitsTests
{
    [TestCase("0", 0UL)]
    [TestCase("ff", 0xffUL)]
    [TestCase("DEADbeef", 0xdeadbeefUL)]
    [TestCase("ffffffffffffffff", ulong.MaxValue)]
    [TestCase("000000000000000000000001", 1UL)]
    public void TryParseNumber_Digits_GivesValue(string digits, ulong expected)
    {
        Assert.That(HexDigits.TryParseNumber(Encoding.Latin1.GetBytes(digits), out ulong value), Is.True);
        Assert.That(value, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("g")]
    [TestCase("1 ")]
    [TestCase("-1")]
    [TestCase("0x1")]
    [TestCase("10000000000000000")]
    public void TryParseNumber_NotANumber_GivesFalse(string digits) =>
        Assert.That(HexDigits.TryParseNumber(Encoding.Latin1.GetBytes(digits), out _), Is.False);

    [TestCase("2DE9f04f", "2DE9F04F")]
    [TestCase("", "")]
    public void TryDecode_EitherCase_GivesBytes(string digits, string expected)
    {
        byte[] bytes = new byte[8];
        Assert.That(HexDigits.TryDecode(Encoding.Latin1.GetBytes(digits), bytes, out int size), Is.True);
        Assert.That(Convert.ToHexString(bytes, 0, size), Is.EqualTo(expected));
    }

    [TestCase("abc")]
    [TestCase("0g")]
    [TestCase("000102030405060708")]
    public void TryDecode_OddForeignOrTooLong_GivesFalse(string digits) =>
        Assert.That(HexDigits.TryDecode(Encoding.Latin1.GetBytes(digits), new byte[8], out _), Is.False);

    [Test]
    public void TryGetValue_AllBytes_KnowsThe22Digits()
    {
        byte[] digits = [.. Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => HexDigits.TryGetValue(value, out _))];
        Assert.That(Encoding.Latin1.GetString(digits), Is.EqualTo("0123456789ABCDEFabcdef"));
    }
}
