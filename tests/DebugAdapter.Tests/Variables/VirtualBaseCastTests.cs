using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>From a virtual base to the class around it: only the object's own table tells how far that is. gdb casts the same way.</summary>
public sealed class VirtualBaseCastTests
{
    // g_device is a Device * to a Port, whose bases Reader and Writer share the Device.
    [TestCase("((Port *)g_device)->port", "44")]
    [TestCase("((Reader *)g_device)->read_count", "22")]
    [TestCase("((Writer *)g_device)->write_count", "33")]
    [TestCase("((Port &)*g_device).port", "44")]
    [TestCase("static_cast<Port *>(g_device)->port", "44")]
    [TestCase("(Port *)g_device == &g_port", "true")]
    [TestCase("(Device *)(Port *)g_device == g_device", "true")]
    [TestCase("(Port *)(Device *)0 == 0", "true")]
    public void Evaluate_CastFromVirtualBase_FindsTheObject(string expression, string expected)
    {
        foreach (string image in (string[])["cpp-gcc-O0-dwarf4", "cpp-gcc-Og-dwarf5", "cpp-clang-Og-dwarf5"])
            Assert.That(Show(new ValueCapture(image).Inspector(0), expression), Is.EqualTo(expected), image);
    }

    [Test]
    public void Evaluate_CastOfAnObjectThatIsNoneOfThem_IsRefused()
    {
        ValueInspector inspector = new ValueCapture("cpp-gcc-Og-dwarf5").Inspector(0);
        Assert.That(() => inspector.Evaluate("(Port *)(Device *)&g_both"), Throws.TypeOf<ExpressionException>().With.Message.Contains("virtual base of 'Port'"));
        Assert.That(Show(inspector, "reinterpret_cast<Port *>(g_device) == (Port *)(unsigned)g_device"), Is.EqualTo("true"));
    }

    private static string Show(ValueInspector inspector, string expression) => inspector.Format(inspector.Evaluate(expression).Value, FormatOptions.Default);
}
