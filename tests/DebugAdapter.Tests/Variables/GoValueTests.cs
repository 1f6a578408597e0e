using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Go values as TinyGo lays them out. Expectations are the initialisers in <c>values.go.ll</c>.</summary>
public sealed class GoValueTests
{
    private static readonly DebugInfo Info = DebugInfo.Load(ElfImage.Load(
        File.ReadAllBytes(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "values", "tinygo.elf")), "tinygo.elf"));

    private static ValueInspector Inspector()
    {
        var memory = new ElfMemory(Info.Image);
        var entry = Info.FindFunctions("main.main")[0].EntryPoint;
        return new ValueInspector(new FrameScope(Info, new FramePlace(entry, entry, RegisterSet.FromLive([]), null), memory), new ElfSymbolNames(Info), memory);
    }

    [TestCase("main.message", "\"hello\"")]
    [TestCase("main.empty", "\"\"")]
    [TestCase("main.damaged", "string <corrupt: a length of 2000000000>")]
    [TestCase("main.numbers", "[]int len: 3, cap: 4, [1, 2, 3]")]
    [TestCase("main.none", "[]int len: 0, cap: 0, nil")]
    [TestCase("main.torn", "[]int <corrupt: a length of 9 in a capacity of 4>")]
    [TestCase("main.items", "[]main.Item len: 2, cap: 2, [main.Item { Name: \"one\", At: main.Point { X: 1, Y: 2 }, Next: nil }, main.Item { Name: \"two\", At: main.Point { X: 3, Y: 4 }, Next: nil }]")]
    [TestCase("main.point", "main.Point { X: 5, Y: -6 }")]
    [TestCase("*main.pointer", "main.Point { X: 5, Y: -6 }")]
    [TestCase("main.nobody", "nil")]
    [TestCase("main.number", "interface(int) 42")]
    [TestCase("main.shape", "interface(main.Point) main.Point { X: 5, Y: -6 }")]
    [TestCase("main.nothing", "interface nil")]
    [TestCase("main.err", "interface nil")]
    [TestCase("main.table", "map of 3")]
    [TestCase("main.noTable", "map nil")]
    [TestCase("main.queue", "chan 2/5")]
    [TestCase("main.noQueue", "chan nil")]
    [TestCase("main.noHandler", "func nil")]
    [TestCase("main.flag", "true")]
    [TestCase("main.ratio", "1.5")]
    [TestCase("main.wave", "(1 + -2i)")]
    [TestCase("main.bytes", "[1, 2, 3]")]
    [TestCase("main.point.Y", "-6")]
    [TestCase("main.pointer.X", "5")]
    [TestCase("main.numbers[1]", "2")]
    [TestCase("main.items[1].Name", "\"two\"")]
    [TestCase("main.message == \"hello\"", "true")]
    [TestCase("main.table->count", "3")]
    public void Format_OfTinyGo_IsWhatTheSourceSays(string expression, string expected)
    {
        ValueInspector inspector = Inspector();
        Assert.That(inspector.Format(inspector.Evaluate(expression).Value), Is.EqualTo(expected));
    }

    [TestCase("main.handler", @"^func 0x[0-9a-f]+ <main\.handle>$")]
    [TestCase("main.reference", @"^interface\(\*main\.Point\) 0x[0-9a-f]+ <main\.point>$")]
    [TestCase("main.stranger", @"^interface\(other\.Thing\) 0x9( <.*>)?$")]
    public void Format_WithAnAddress_NamesIt(string expression, string pattern)
    {
        ValueInspector inspector = Inspector();
        Assert.That(inspector.Format(inspector.Evaluate(expression).Value), Does.Match(pattern));
    }

    [Test]
    public void GetGlobals_OfTinyGo_HasTheCurrentTask()
    {
        ValueInspector inspector = Inspector();
        var memory = new ElfMemory(Info.Image);
        var scope = new FrameScope(Info, null, memory);
        NamedValue task = Info.Units.SelectMany(u => scope.GetGlobals(u)).Single(v => v.Name == "internal/task.currentTask");
        Assert.That(inspector.GetChildren(task).Select(c => c.Name), Does.Contain("state").And.Contain("Next"));
        Assert.That(inspector.Format(inspector.GetChildren(task).Single(c => c.Name == "state").Value), Does.StartWith("internal/task.state { sp: "));
    }
}
