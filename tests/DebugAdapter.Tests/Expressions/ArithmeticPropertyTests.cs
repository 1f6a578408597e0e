using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary>C# and C agree on <c>int</c>, <c>uint</c>, <c>long</c>, <c>ulong</c>, <c>float</c> and <c>double</c> wherever C defines the result; the oracle is the C# compiler.</summary>
public sealed class ArithmeticPropertyTests
{
    private static readonly BinaryOperator[] Rings =
        [BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.And, BinaryOperator.Or, BinaryOperator.ExclusiveOr];

    [FsCheck.NUnit.Property]
    public bool Apply_Int_EqualsCSharp(int a, int b) => unchecked(Rings.All(op =>
        (int)Apply(op, Int(a), Int(b)).Signed == op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.And => a & b,
            BinaryOperator.Or => a | b,
            _ => a ^ b,
        }));

    [FsCheck.NUnit.Property]
    public bool Apply_UnsignedLongLong_EqualsCSharp(ulong a, ulong b) => unchecked(Rings.All(op =>
        Apply(op, Number.Integer(ArithmeticType.UnsignedLongLong, a), Number.Integer(ArithmeticType.UnsignedLongLong, b)).Unsigned == op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.And => a & b,
            BinaryOperator.Or => a | b,
            _ => a ^ b,
        }));

    [FsCheck.NUnit.Property]
    public bool Apply_IntAndUnsigned_IsUnsigned(int a, uint b)
    {
        Number sum = Apply(BinaryOperator.Add, Int(a), Unsigned(b));
        return sum.Type == ArithmeticType.UnsignedInt && sum.Unsigned == unchecked((uint)a + b)
            && Apply(BinaryOperator.Less, Int(a), Unsigned(b)).IsTrue == (unchecked((uint)a) < b);
    }

    [FsCheck.NUnit.Property]
    public bool Apply_DivisionAndRemainder_EqualsCSharp(long a, long b, int c, int d) =>
        (b is 0 or -1 || (Apply(BinaryOperator.Divide, Wide(a), Wide(b)).Signed == a / b && Apply(BinaryOperator.Remainder, Wide(a), Wide(b)).Signed == a % b))
        && (d is 0 or -1 || (Apply(BinaryOperator.Divide, Int(c), Int(d)).Signed == c / d && Apply(BinaryOperator.Remainder, Int(c), Int(d)).Signed == c % d));

    [FsCheck.NUnit.Property]
    public bool Apply_Shifts_EqualsCSharp(int a, uint b, long c, byte n) =>
        Apply(BinaryOperator.ShiftLeft, Int(a), Int(n % 32)).Signed == a << (n % 32)
        && Apply(BinaryOperator.ShiftRight, Int(a), Int(n % 32)).Signed == a >> (n % 32)
        && Apply(BinaryOperator.ShiftRight, Unsigned(b), Int(n % 32)).Unsigned == b >> (n % 32)
        && Apply(BinaryOperator.ShiftRight, Wide(c), Int(n % 64)).Signed == c >> (n % 64);

    [FsCheck.NUnit.Property]
    public bool Apply_Float_EqualsCSharp(float a, float b) =>
        Same(Apply(BinaryOperator.Add, Single(a), Single(b)), a + b)
        && Same(Apply(BinaryOperator.Multiply, Single(a), Single(b)), a * b)
        && Same(Apply(BinaryOperator.Divide, Single(a), Single(b)), a / b)
        && Apply(BinaryOperator.Less, Single(a), Single(b)).IsTrue == (a < b)
        && Apply(BinaryOperator.NotEqual, Single(a), Single(b)).IsTrue == (a != b);

    [FsCheck.NUnit.Property]
    public bool ConvertTo_Narrower_EqualsCSharp(long a) => unchecked(
        Wide(a).ConvertTo(ArithmeticType.SignedChar).Signed == (sbyte)a
        && Wide(a).ConvertTo(ArithmeticType.UnsignedShort).Unsigned == (ushort)a
        && Wide(a).ConvertTo(ArithmeticType.UnsignedInt).Unsigned == (uint)a
        && Wide(a).ConvertTo(ArithmeticType.Float).Real == (float)a
        && Wide(a).ConvertTo(ArithmeticType.Double).Real == (double)a
        && Wide(a).ConvertTo(ArithmeticType.Bool).Unsigned == (a != 0 ? 1UL : 0UL));

    [FsCheck.NUnit.Property]
    public bool ReadOfToBytes_AnyNumber_GivesItBack(long a, double b, float c) =>
        Number.Read(ArithmeticType.LongLong, Wide(a).ToBytes()) == Wide(a)
        && Number.Read(ArithmeticType.Double, Number.Floating(ArithmeticType.Double, b).ToBytes()).Real.Equals(b)
        && Number.Read(ArithmeticType.Float, Single(c).ToBytes()).Real.Equals((double)c);

    [TestCase(long.MinValue, -1L, long.MinValue, 0L)]
    public void Apply_MostNegativeByMinusOne_Wraps(long a, long b, long quotient, long remainder)
    {
        Assert.That(Apply(BinaryOperator.Divide, Wide(a), Wide(b)).Signed, Is.EqualTo(quotient));
        Assert.That(Apply(BinaryOperator.Remainder, Wide(a), Wide(b)).Signed, Is.EqualTo(remainder));
        Assert.That(Apply(BinaryOperator.Divide, Int(int.MinValue), Int(-1)).Signed, Is.EqualTo(int.MinValue));
    }

    [Test]
    public void Apply_DivisionByZero_IsTypedError()
    {
        Assert.Throws<ExpressionException>(() => Apply(BinaryOperator.Divide, Int(1), Int(0)));
        Assert.Throws<ExpressionException>(() => Apply(BinaryOperator.Remainder, Unsigned(1), Unsigned(0)));
    }

    [TestCase(0x8000000000000001UL)]
    [TestCase(0xFFFFFF8000000000UL)]
    [TestCase(0xFFFFFF7FFFFFFFFFUL)]
    [TestCase(0x8000008000000001UL)] // by way of double this one rounds the wrong way
    public void ConvertTo_LargeUnsignedToFloat_IsRoundedOnce(ulong value)
    {
        // The float nearest to the exact integer, found by comparing both neighbours exactly.
        double converted = Number.Integer(ArithmeticType.UnsignedLongLong, value).ConvertTo(ArithmeticType.Float).Real;
        UInt128 error = Distance(converted, value);
        Assert.That(Distance(MathF.BitIncrement((float)converted), value), Is.GreaterThanOrEqualTo(error));
        Assert.That(Distance(MathF.BitDecrement((float)converted), value), Is.GreaterThanOrEqualTo(error));
    }

    [TestCase(3e9, 2147483647L)]
    [TestCase(-3e9, -2147483648L)]
    [TestCase(double.NaN, 0L)]
    [TestCase(-2.9, -2L)]
    public void ConvertTo_DoubleOutOfRange_SaturatesLikeVcvt(double value, long expected) =>
        Assert.That(Number.Floating(ArithmeticType.Double, value).ConvertTo(ArithmeticType.Int).Signed, Is.EqualTo(expected));

    private static UInt128 Distance(double value, ulong exact) => (UInt128)value > exact ? (UInt128)value - exact : exact - (UInt128)value;

    private static bool Same(Number actual, float expected) => actual.Type == ArithmeticType.Float && actual.Real.Equals((double)expected);

    private static Number Apply(BinaryOperator operation, Number a, Number b) => ArithmeticOperations.Apply(operation, a, b, 1);

    private static Number Int(int value) => Number.Integer(ArithmeticType.Int, unchecked((ulong)value));

    private static Number Unsigned(uint value) => Number.Integer(ArithmeticType.UnsignedInt, value);

    private static Number Wide(long value) => Number.Integer(ArithmeticType.LongLong, unchecked((ulong)value));

    private static Number Single(float value) => Number.Floating(ArithmeticType.Float, value);
}
