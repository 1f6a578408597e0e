using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Rust values against what the program itself wrote of each with <c>{:?}</c>.</summary>
public sealed class RustValueTests
{
    private const ulong RamStart = 0x20000000;
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10, MaxStringLength = 1000 };

    [TestCase("rust-O0-dwarf4", 0)]
    [TestCase("rust-O1-dwarf5", 6)]
    public void Format_EveryVariable_IsItsDebugText(string image, int mostOptimisedOut)
    {
        var capture = new ValueCapture(image);
        List<string> differences = [];
        int count = 0, lost = 0;
        foreach ((string name, string truth) in Truth(capture))
        {
            // Locals are those of the caller of stop_here.
            string shown = Show(capture.Inspector(char.IsUpper(name[0]) ? 0 : 1), name);
            bool isLost = !char.IsUpper(name[0]) && shown.Contains("optimized out", StringComparison.Ordinal);
            if (isLost) lost++;
            else if (shown != truth) differences.Add($"{name} => {shown} | {{:?}}: {truth}");
            count++;
        }

        Assert.That(differences, Is.Empty, string.Join('\n', differences));
        Assert.That(count, Is.GreaterThan(90));
        Assert.That(lost, Is.LessThanOrEqualTo(mostOptimisedOut));
    }

    // What {:?} hides or does not know: expectations are the values in the source.
    [TestCase("SHARED", "Some(Rc(strong=2, weak=1) Point { x: 5, y: 6 })")]
    [TestCase("ARC", "Some(Arc(strong=1, weak=0) 9)")]
    [TestCase("WEAK", "Weak(strong=2, weak=1) Point { x: 5, y: 6 }")]
    [TestCase("BITS", "{whole = 16909060, half = 772}")]
    [TestCase("BITS.half", "772")]
    [TestCase("OBJECT", "Point { x: 2, y: 3 }")]
    [TestCase("OBJECT.y", "3")]
    [TestCase("*RAW", "65")]
    [TestCase("POINT.x", "1")]
    [TestCase("PAIR.1", "-2")]
    [TestCase("PAIR.__1", "-2")]
    [TestCase("TRIPLE.2.1", "'c'")]
    [TestCase("SOME.0", "5")]
    [TestCase("*SOME_REFERENCE.0", "33")]
    [TestCase("RECTANGLE.height", "4")]
    [TestCase("VEC[1]", "2")]
    [TestCase("DEQUE[3]", "7")]
    [TestCase("SLICE[2]", "30")]
    [TestCase("POINTS[1].y", "4")]
    [TestCase("REFERENCE.y", "8")]
    [TestCase("MAP[2]", "\"two\"")]
    [TestCase("LARGE_MAP[29]", "17")]
    [TestCase("RANGE.end", "4")]
    [TestCase("INCLUSIVE.start", "2")]
    [TestCase("TEXT == \"a \\\"quoted\\\" text\"", "true")]
    [TestCase("STRING == \"on the heap\"", "true")]
    [TestCase("STRING == \"on the hea\"", "false")]
    [TestCase("*SHARED.0", "Point { x: 5, y: 6 }")]
    [TestCase("values::POINT.y", "-2")]
    [TestCase("crate::POINT.y", "-2")]
    [TestCase("COLOR == values::Color::Green", "true")]
    public void Evaluate_OfTheProgramsValues_IsWhatTheSourceSays(string expression, string expected)
    {
        ValueInspector inspector = new ValueCapture("rust-O0-dwarf4").Inspector(0);
        Assert.That(inspector.Format(inspector.Evaluate(expression).Value), Is.EqualTo(expected));
    }

    [TestCase("SHARED", "Option<alloc::rc::Rc<values::Point, alloc::alloc::Global>>")]
    [TestCase("TEXT", "&str")]
    [TestCase("REFERENCE", "&values::Point")]
    [TestCase("RAW", "*const u8")]
    [TestCase("FUNCTION", "fn(u8) -> u8")]
    [TestCase("GRID", "[[u8; 2]; 2]")]
    [TestCase("GRID[1]", "[u8; 2]")]
    [TestCase("NO_ARRAY", "[u8; 0]")]
    public void TypeName_OfRust_IsRusts(string expression, string expected)
    {
        ValueInspector inspector = new ValueCapture("rust-O0-dwarf4").Inspector(0);
        Assert.That(inspector.Evaluate(expression).Value.Type.Name, Does.EndWith(expected));
    }

    [Test]
    public void Format_ACycleOfRcs_Ends()
    {
        ValueInspector inspector = new ValueCapture("rust-O0-dwarf4").Inspector(0);
        string text = inspector.Format(inspector.Evaluate("CYCLE").Value);
        Assert.That(text, Does.StartWith("Some(Rc(strong=2, weak=0) RefCell { value: Node { value: 1, next: Some(").And.Length.LessThan(500));
    }

    private static IEnumerable<(string Name, string Text)> Truth(ValueCapture capture)
    {
        Assert.That(capture.Info.Image.Symbols.TryFind("TRUTH", out ElfSymbol truth), Is.True);
        byte[] bytes = capture.Ram.AsSpan((int)(truth.Address.Value - RamStart), (int)truth.SizeInBytes).ToArray();
        foreach (string line in Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split(" => ", 2) is [var name, var text]) yield return (name, text);
    }

    private static string Show(ValueInspector inspector, string name)
    {
        try
        {
            return inspector.Format(inspector.Evaluate(name).Value, Whole);
        }
        catch (ExpressionException error)
        {
            return error.Message;
        }
    }
}
