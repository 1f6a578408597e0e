using System.Collections.Immutable;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Values of a big-endian image, against gdb and against the same source built little-endian (<c>tests/Fixtures/values/byte-order.cpp</c>).</summary>
public sealed class ByteOrderTests
{
    private static readonly FirmwareScope Big = Open("big"), Little = Open("little");
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10 };

    private static IEnumerable<TestCaseData> Rows() =>
        from line in File.ReadLines(FixtureFiles.PathOf("values/byte-order.gdb.txt"))
        where !line.StartsWith('#')
        let cells = line.Split(" => ", 2)
        select new TestCaseData(cells[0], cells[1]).SetArgDisplayNames(cells[0]);

    private static IEnumerable<string> Globals() => Big.Info.Units.SelectMany(Big.Info.GetGlobals).Select(v => v.Name).Where(n => n.StartsWith("g_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Rows))]
    public void Evaluate_BigEndianImage_GivesGdbsValueAndType(string expression, string gdb)
    {
        ValueInspector inspector = Big.Inspector();

        // sizeof is a size_t, which is unsigned int (AAPCS32); gdb 13.1 gives int.
        string theirs = expression.StartsWith("sizeof", StringComparison.Ordinal) ? gdb.Replace("; int", "; unsigned int", StringComparison.Ordinal) : gdb;
        Assert.That(GdbText.Print(inspector, inspector.Evaluate(expression).Value, Whole), Is.EqualTo(GdbText.Normalise(theirs)));
    }

    [TestCaseSource(nameof(Globals))]
    public void Format_EveryGlobal_IsThatOfTheLittleEndianImage(string name)
    {
        Assert.That(Show(Big, name), Is.EqualTo(Show(Little, name)));
        Assert.That(Show(Big, name), Does.Not.Contain("unavailable"));
    }

    // Laid out in the source as the library does it at run time.
    [TestCase("g_string.value", "\"a string that is not local\"")]
    [TestCase("g_vector.value", "{10, -20, 300000}")]
    [TestCase("g_view", "\"viewed\"")]
    [TestCase("g_some", "77777")]
    [TestCase("*g_unique.value", "{x = -300, y = 700}")]
    [TestCase("g_vector.value[2]", "300000")]
    [TestCase("g_shape", "(Square *)")]
    [TestCase("g_fields", "stamp = 78187493530, mode = Mode::Run, tail = 171")]
    public void Format_ObjectOfTheLibrary_IsReadInTheTargetsOrder(string expression, string text)
    {
        ValueInspector inspector = Big.Inspector();
        Assert.That(inspector.Format(inspector.Evaluate(expression).Value, Whole), Does.Contain(text));
    }

    [TestCase("g_word", "0x01020304", "01020304")]
    [TestCase("g_short", "-2", "fffe")]
    [TestCase("g_double", "1", "3ff0000000000000")]
    [TestCase("g_pointer", "&g_shorts[0]", "ADDRESS g_shorts")]
    [TestCase("g_mode", "Mode::Idle", "0001")]
    [TestCase("g_array._M_elems[1]", "g_half_word", "1234")]
    [TestCase("g_point", "g_point", "fed402bc")]
    [TestCase("g_char", "'a'", "61")]
    public void BuildWrites_BigEndianImage_AreInItsOrder(string target, string value, string bytes)
    {
        ValueInspector inspector = Big.Inspector();
        TypedValue place = inspector.Evaluate(target).Value;

        ImmutableArray<ValueWrite> writes = inspector.BuildWrites(place, value);

        string expected = bytes.StartsWith("ADDRESS ", StringComparison.Ordinal) ? inspector.Evaluate(bytes["ADDRESS ".Length..]).Value.Address!.Value.ToString("x8", CultureInfo.InvariantCulture) : bytes;
        Assert.That(writes.Single(), Is.InstanceOf<ValueWrite.Memory>().And.Property(nameof(ValueWrite.Memory.Address)).Property("Value").EqualTo(place.Address));
        Assert.That(Convert.ToHexStringLower([.. ((ValueWrite.Memory)writes.Single()).Bytes]), Is.EqualTo(expected));
    }

    [Test]
    public void Evaluate_AfterItsOwnWrite_SeesIt() =>
        Assert.That(Big.Inspector().Format(Big.Inspector().Evaluate("g_word = 7, g_word + 1").Value), Is.EqualTo("8"));

    [Test]
    public void BuildWrites_BitFieldOfABigEndianImage_IsRefused()
    {
        ValueInspector inspector = Big.Inspector();
        Assert.That(() => inspector.BuildWrites(inspector.Evaluate("g_fields.level").Value, "3"), Throws.TypeOf<ExpressionException>().With.Message.Contains("big-endian"));
    }

    [Test]
    public void Evaluate_Register_IsTheNumberInIt()
    {
        ValueInspector inspector = Big.Inspector("main", null, (CoreRegister.R3, 0x12345678));
        Assert.That(inspector.Format(inspector.Evaluate("$r3 == g_word").Value), Is.EqualTo("true"));
    }

    private static FirmwareScope Open(string order) => FirmwareScope.Open(FixtureFiles.PathOf($"values/byte-order-{order}.elf"));

    private static string Show(FirmwareScope scope, string name)
    {
        ValueInspector inspector = scope.Inspector();
        var value = new NamedValue(name, name, inspector.Evaluate(name).Value, NamedValueKind.Variable);
        return string.Join('\n', inspector.GetChildren(value).Where(child => !child.Value.IsRaw).Select(child => $"{child.Name} {inspector.Format(child.Value, Whole)}").Prepend(inspector.Format(value.Value, Whole)));
    }
}
