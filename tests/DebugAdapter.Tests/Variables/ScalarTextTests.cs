using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Expectations are what gdb 13.1 prints, except the shortest digits of floating values, which are checked by reading them back.</summary>
public sealed class ScalarTextTests
{
    [TestCase(65, "65 'A'")]
    [TestCase(0, "0 '\\000'")]
    [TestCase(10, "10 '\\n'")]
    [TestCase(27, "27 '\\033'")]
    [TestCase(39, "39 '\\''")]
    [TestCase(34, "34 '\"'")]
    [TestCase(92, "92 '\\\\'")]
    [TestCase(127, "127 '\\177'")]
    [TestCase(200, "200 '\\310'")]
    [TestCase(-56, "-56 '\\310'")]
    public void FormatCharacter_OneByte_GivesNumberAndLiteral(int value, string expected) =>
        Assert.That(CharacterText.FormatCharacter(value, 1), Is.EqualTo(expected));

    [TestCase(0x20AC, 2, "8364 u'\u20ac'")]
    [TestCase(0x1F600, 4, "128512 U'\U0001F600'")]
    [TestCase(0xD800, 2, "55296 u'\\xd800'")]
    [TestCase(0x80, 4, "128 U'\\200'")]
    [TestCase(0xE000, 2, "57344 u'\\U0000e000'")]
    public void FormatCharacter_Wide_GivesPrefix(int value, int size, string expected) =>
        Assert.That(CharacterText.FormatCharacter(value, size), Is.EqualTo(expected));

    [Test]
    public void FormatString_EveryByte_ReadsBackAsTheSameBytes()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var literal = (ExpressionNode.Text)ExpressionParser.Parse(CharacterText.FormatString(all)).Root;
        Assert.That(literal.Bytes.ToArray(), Is.EqualTo(all));
    }

    [TestCase(2, "48 00 AC 20 3D D8 00 DE", "\"H\u20ac\U0001F600\"", Description = "a surrogate pair is one character")]
    [TestCase(2, "3D D8 41 00", "\"\\xd83dA\"", Description = "half a pair is none")]
    [TestCase(4, "80 00 00 00 22 00 00 00", "\"\\200\\\"\"", Description = "a control character; a quote")]
    [TestCase(4, "00 80 08 00 FF FF FF FF", "\"\\U00088000\\xffffffff\"", Description = "a code that is not assigned; a number that is none")]
    public void FormatString_Wide_KeepsEveryNumber(int unitSize, string hex, string expected) =>
        Assert.That(CharacterText.FormatString(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), unitSize), Is.EqualTo(expected));

    [Test]
    public void FormatString_Utf8_StaysReadable() =>
        Assert.That(CharacterText.FormatString(Encoding.UTF8.GetBytes("25 °C\n")), Is.EqualTo("\"25 °C\\n\""));

    [TestCase(3.25, "3.25")]
    [TestCase(2, "2")]
    [TestCase(-0.125, "-0.125")]
    [TestCase(1e10, "10000000000")]
    [TestCase(1e100, "1e+100")]
    [TestCase(1e-7, "1e-07")]
    [TestCase(0.1, "0.1")]
    [TestCase(double.PositiveInfinity, "inf")]
    [TestCase(double.NegativeInfinity, "-inf")]
    [TestCase(-0.0, "-0")]
    public void Format_Double_GivesShortestDigits(double value, string expected) =>
        Assert.That(FloatText.Format(Number.Floating(ArithmeticType.Double, value)), Is.EqualTo(expected));

    [TestCase(0x7FC00000u, "nan(0x400000)")]
    [TestCase(0xFFC00000u, "-nan(0x400000)")]
    [TestCase(0x7F800001u, "nan(0x1)")]
    [TestCase(0x3DCCCCCDu, "0.1")]
    [TestCase(0x4EEB79A3u, "1.9753087e+09")]
    public void Format_FloatBits_GivesValue(uint bits, string expected) =>
        Assert.That(FloatText.Format(Number.Read(ArithmeticType.Float, BitConverter.GetBytes(bits))), Is.EqualTo(expected));

    [FsCheck.NUnit.Property]
    public bool Format_AnyFloat_ReadsBackExactly(float value) =>
        float.IsNaN(value) || float.IsInfinity(value) || float.Parse(FloatText.Format(Number.Floating(ArithmeticType.Float, value))).Equals(value);

    [TestCase(5UL, ValueFormat.Natural, 0, "5")]
    [TestCase(5UL, ValueFormat.Hexadecimal, 0, "0x0005")]
    [TestCase(0xFFFBUL, ValueFormat.Hexadecimal, 0, "0xfffb")]
    [TestCase(0xFFFBUL, ValueFormat.Natural, 0, "-5")]
    [TestCase(0xFFFBUL, ValueFormat.Unsigned, 0, "65531")]
    [TestCase(5UL, ValueFormat.Binary, 0, "0b0000000000000101")]
    [TestCase(64UL, ValueFormat.Octal, 0, "0100")]
    [TestCase(0UL, ValueFormat.Octal, 0, "0")]
    [TestCase(0xFFFBUL, ValueFormat.Hexadecimal, 5, "0x1b")]
    [TestCase(0xFFFBUL, ValueFormat.Binary, 5, "0b11011")]
    public void Format_ShortInRadix_ShowsAllDigitsOfItsWidth(ulong bits, ValueFormat format, int bitSize, string expected) =>
        Assert.That(IntegerText.Format(Number.Integer(ArithmeticType.Short, bits), format, bitSize), Is.EqualTo(expected));
}
