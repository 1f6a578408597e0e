using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Tests.Variables;

public sealed class AssignmentTests
{
    private static readonly (CoreRegister, uint)[] Registers =
        [(CoreRegister.R4, 4), (CoreRegister.Sp, 0x20000800), (CoreRegister.Pc, 0x128c), (CoreRegister.S2, 0), (CoreRegister.S3, 0)];

    private static IEnumerable<TestCaseData> Rows() => TextTable.Read("assignments.txt");

    // Those whose right side reads the target.
    private static IEnumerable<TestCaseData> ReadingRows() => Rows().Where(row => ((string)row.Arguments[0]!).Split(":=")[1].Contains("g_device", StringComparison.Ordinal)
        && !((string)row.Arguments[1]!).StartsWith("error", StringComparison.Ordinal));

    [TestCaseSource(nameof(Rows))]
    public void BuildWrites_Text_GivesBytesOrReason(string assignment, string expected)
    {
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", null, Registers);
        string[] sides = assignment.Split(" :=");
        string actual;
        try
        {
            actual = Show(inspector.BuildWrites(inspector.Evaluate(sides[0]).Value, sides[1].Trim()));
        }
        catch (ExpressionException error)
        {
            actual = "error: " + error.What;
        }

        Assert.That(actual, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(ReadingRows))]
    public void BuildWrites_MemoryMissing_WritesNothingYet(string assignment, string expected)
    {
        string[] sides = assignment.Split(" :=");
        var memory = new ElfMemory(FirmwareScope.Gcc.Info.Image) { IsLazy = true };
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", memory, Registers);
        Assert.That(inspector.BuildWrites(inspector.Evaluate(sides[0]).Value, sides[1].Trim()), Is.Empty);
        Assert.That(memory.Misses, Is.GreaterThan(0), expected);
    }

    // What an editor offers is the shown text: writing it back must change nothing.
    [TestCase("g_device.mode")]
    [TestCase("g_device.flags.offset")]
    [TestCase("g_device.flags.mode")]
    [TestCase("g_device.label")]
    [TestCase("g_device.handler")]
    [TestCase("g_device.head")]
    [TestCase("g_device.gain")]
    [TestCase("g_device.ratio")]
    [TestCase("g_device.enabled")]
    [TestCase("g_device.tag")]
    [TestCase("g_device.tag[2]")]
    [TestCase("g_device.corners[3].y")]
    [TestCase("g_device.view.bytes[3]")]
    [TestCase("g_device.opaque")]
    public void BuildWrites_ShownText_WritesTheSameBytes(string target)
    {
        ValueInspector inspector = FirmwareScope.Gcc.Inspector();
        TypedValue value = inspector.Evaluate(target).Value;
        var write = (ValueWrite.Memory)inspector.BuildWrites(value, inspector.Format(value)).Single();
        var current = new byte[write.Bytes.Length];
        FirmwareScope.Gcc.Memory.TryRead(write.Address, current);
        Assert.That(write.Bytes.ToArray(), Is.EqualTo(current));
    }

    [TestCase("g_device.mode = MODE_IDLE", "0x2000003c=00")]
    [TestCase("g_device.corners[0].x += 10", "0x2000003e=0B00")]
    [TestCase("g_device.raw <<= 4", "0x20000088=4023F1EE")]
    [TestCase("g_device.flags.level ^= 7", "0x20000060=75")]
    [TestCase("g_device.head += 1", "0x2000006c=10000020")]
    [TestCase("g_device.mode = g_device.corners[0].x = 6", "0x2000003e=0600 0x2000003c=06")]
    [TestCase("g_device.corners[0].x = 300, g_device.corners[0].y = g_device.corners[0].x + 1", "0x2000003e=2C01 0x20000040=2D01")]
    [TestCase("g_device.mode == MODE_RUN ? (g_device.mode = MODE_IDLE) : 0", "0x2000003c=00")]
    [TestCase("0 && (g_device.mode = MODE_IDLE)", "")]
    [TestCase("sizeof(g_device.mode = MODE_IDLE)", "")]
    [TestCase("$r4 += 2", "r4=06000000")]
    public void Evaluate_Assignment_PlansItsWritesInOrder(string expression, string expected) =>
        Assert.That(Show(FirmwareScope.Gcc.Inspector("main", null, Registers).Evaluate(expression).Writes), Is.EqualTo(expected));

    private static string Show(IEnumerable<ValueWrite> writes) => string.Join(' ', writes.Select(w => w switch
    {
        ValueWrite.Memory m => $"{m.Address}={Convert.ToHexString(m.Bytes.AsSpan())}",
        ValueWrite.Register r => $"{r.Name}={Convert.ToHexString(r.Bytes.AsSpan())}",
        _ => "?",
    }));
}
