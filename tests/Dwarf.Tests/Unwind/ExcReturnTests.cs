using System.Globalization;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>EXC_RETURN values of all M-profile architectures (ARMv6-M ARM, B1.5.8; ARMv7-M ARM, B1.5.8; ARMv8-M ARM, EXC_RETURN payload).</summary>
public sealed class ExcReturnTests
{
    // value | returns to, stack, frame; "secure" when part of the state lies on a Secure stack; "no" when it is not an EXC_RETURN
    private const string Values = """
        fffffff1 | handler main basic
        fffffff9 | thread main basic
        fffffffd | thread process basic
        ffffffe1 | handler main extended
        ffffffe9 | thread main extended
        ffffffed | thread process extended
        ffffffb0 | handler main basic
        ffffffb8 | thread main basic
        ffffffbc | thread process basic
        ffffffa0 | handler main extended
        ffffffa8 | thread main extended
        ffffffac | thread process extended
        ffffffd9 | thread main basic secure
        ffffffdd | thread process basic secure
        ffffff99 | thread main basic secure
        ffffffb9 | thread main basic secure
        fffffff8 | thread main basic secure
        ffffffc9 | thread main extended secure
        fffffffb | no
        fffffff5 | no
        ffffffff | no
        feffffff | no
        fefffffe | no
        f0000001 | no
        ffffff79 | no
        08000101 | no
        """;

    private static IEnumerable<TestCaseData> Rows() => Values.Split('\n').Select(line => line.Trim().Split(" | ")).Select(cells => new TestCaseData(cells[0], cells[1]));

    [TestCaseSource(nameof(Rows))]
    public void TryDecode_Value_GivesWhereItReturnsTo(string value, string expected) =>
        Assert.That(Describe(uint.Parse(value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), Is.EqualTo(expected));

    private static string Describe(uint value)
    {
        if (!ExcReturn.TryDecode(value, out ExcReturn decoded))
            return "no";
        return $"{(decoded.ReturnsToThread ? "thread" : "handler")} {(decoded.UsesProcessStack ? "process" : "main")} {(decoded.IsExtended ? "extended" : "basic")}{(decoded.StaysInOneSecurityState ? "" : " secure")}";
    }
}
