using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Tests.Variables;

public sealed class ChildrenTests
{
    private readonly ValueInspector _c = FirmwareScope.Gcc.Inspector();
    private readonly ValueInspector _cpp = FirmwareScope.Gcc.Inspector("run_shapes");

    private static NamedValue Open(ValueInspector inspector, string expression)
    {
        EvaluatedExpression result = inspector.Evaluate(expression);
        return new NamedValue(expression, result.EvaluateName, result.Value, NamedValueKind.Result);
    }

    private static string Names(ValueInspector inspector, string expression) => string.Join(' ', inspector.GetChildren(Open(inspector, expression)).Select(c => c.Name));

    private static string EvaluateNames(ValueInspector inspector, string expression) =>
        string.Join(" | ", inspector.GetChildren(Open(inspector, expression)).Select(c => c.EvaluateName));

    [TestCase("g_device", "label mode corners matrix view flags handler head gain ratio enabled tag raw halves self opaque")]
    [TestCase("&g_device", "label mode corners matrix view flags handler head gain ratio enabled tag raw halves self opaque")]
    [TestCase("g_device.corners", "[0] [1] [2] [3]")]
    [TestCase("&g_device.corners", "[0] [1] [2] [3]")]
    [TestCase("g_device.matrix", "[0] [1]")]
    [TestCase("g_device.matrix[1]", "[0] [1] [2]")]
    [TestCase("g_device.label", "*g_device.label")]
    [TestCase("&g_device.self", "*&g_device.self")]
    [TestCase("s_nodes[3].next", "")]
    [TestCase("g_device.opaque", "")]
    [TestCase("g_device.handler", "")]
    [TestCase("g_device.mode", "")]
    [TestCase("g_device.tag", "[0] [1] [2] [3] [4] [5] [6] [7]")]
    [TestCase("1 + 2", "")]
    public void GetChildren_OfC_AreMembersElementsOrPointee(string expression, string names)
    {
        Assert.That(Names(_c, expression), Is.EqualTo(names));
        ChildCount count = _c.CountChildren(_c.Evaluate(expression).Value);
        Assert.That(count.Named + count.Indexed, Is.EqualTo(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [TestCase("g_device", "g_device.label | g_device.mode | g_device.corners | g_device.matrix | g_device.view | g_device.flags | g_device.handler | g_device.head | g_device.gain"
        + " | g_device.ratio | g_device.enabled | g_device.tag | g_device.raw | g_device.halves | g_device.self | g_device.opaque")]
    [TestCase("g_device.head", "g_device.head->next | g_device.head->key | g_device.head->name")]
    [TestCase("*g_device.head", "(*g_device.head).next | (*g_device.head).key | (*g_device.head).name")]
    [TestCase("g_device.matrix", "g_device.matrix[0] | g_device.matrix[1]")]
    [TestCase("&g_device.matrix", "(*&g_device.matrix)[0] | (*&g_device.matrix)[1]")]
    [TestCase("s_nodes + 1", "(s_nodes + 1)->next | (s_nodes + 1)->key | (s_nodes + 1)->name")]
    [TestCase("(point_t *)0x20000042", "((point_t *)0x20000042)->x | ((point_t *)0x20000042)->y")]
    [TestCase("g_device.corners[1],h", "g_device.corners[1].x | g_device.corners[1].y")]
    [TestCase("/x g_device.corners[1]", "g_device.corners[1].x | g_device.corners[1].y")]
    [TestCase("s_nodes,[2]", "(*(s_nodes)@2)[0] | (*(s_nodes)@2)[1]")]
    public void GetChildren_EvaluateNames_AreNaturalC(string expression, string expected) => Assert.That(EvaluateNames(_c, expression), Is.EqualTo(expected));

    [TestCase("g_ring", "items_ head_ size_")]
    [TestCase("g_shapes[1]", "_vptr.Shape color_ origin_")]
    [TestCase("*(geometry::Square *)g_shapes[1]", "geometry::Shape geometry::Named side_")]
    [TestCase("s_square", "geometry::Shape geometry::Named side_")]
    public void GetChildren_OfCpp_BasesComeFirst(string expression, string names) => Assert.That(Names(_cpp, expression), Is.EqualTo(names));

    [TestCase("s_square", "static_cast<geometry::Shape &>(s_square) | static_cast<geometry::Named &>(s_square) | s_square.side_")]
    [TestCase("&s_square", "static_cast<geometry::Shape &>(*&s_square) | static_cast<geometry::Named &>(*&s_square) | (&s_square)->side_")]
    public void GetChildren_BaseClass_HasACastForAName(string expression, string expected) => Assert.That(EvaluateNames(_cpp, expression), Is.EqualTo(expected));

    [TestCase("main")]
    [TestCase("run_shapes")]
    public void EvaluateName_OfEveryChildOfEveryGlobal_ReachesTheSameObject(string function)
    {
        ValueInspector inspector = FirmwareScope.Gcc.Inspector(function);
        FrameScope scope = FirmwareScope.Gcc.At(function);
        int seen = 0;
        foreach (CompilationUnit unit in FirmwareScope.Gcc.Info.Units)
            foreach (NamedValue variable in scope.GetGlobals(unit).Where(v => v.EvaluateName is not null && !IsHidden(v.Name)))
                Walk(inspector, variable, 3, ref seen);
        Assert.That(seen, Is.GreaterThan(400));
    }

    // Three units have a static of this name; without its file it means another one.
    private static bool IsHidden(string name) => name is "s_sink";

    private static void Walk(ValueInspector inspector, NamedValue parent, int depth, ref int seen)
    {
        foreach (NamedValue child in inspector.GetChildren(parent, 0, 20))
        {
            if (child.EvaluateName is null) continue;
            EvaluatedExpression result = inspector.Evaluate(child.EvaluateName);
            Assert.That(result.Value.Location, Is.EqualTo(child.Value.Location), child.EvaluateName);
            Assert.That(inspector.Format(result.Value), Is.EqualTo(inspector.Format(child.Value)), child.EvaluateName);
            seen++;
            if (depth > 0) Walk(inspector, child, depth - 1, ref seen);
        }
    }

    [TestCase(0, 100, 100)]
    [TestCase(1000, 100, 24)]
    [TestCase(1023, 1, 1)]
    [TestCase(1024, 1, 0)]
    [TestCase(5000, 10, 0)]
    [TestCase(0, 0, 0)]
    [TestCase(0, int.MaxValue, 1024)]
    [TestCase(int.MaxValue, int.MaxValue, 0)]
    public void GetChildren_PageOfArray_GivesThatPage(int start, int count, int expected)
    {
        var page = _c.GetChildren(Open(_c, "g_block"), start, count);
        Assert.That(page, Has.Length.EqualTo(expected));
        if (expected > 0) Assert.That(page[0].EvaluateName, Is.EqualTo($"g_block[{start}]"));
    }

    [TestCase("g_block", 100, 100)]
    [TestCase("&g_block", 0, 1000)]
    [TestCase("g_device", 0, 100)]
    [TestCase("&g_device", 0, 100)]
    [TestCase("s_nodes", 0, 4)]
    public void GetChildren_OfOneObject_IsAskedInOneAccess(string expression, int start, int count)
    {
        var memory = new ElfMemory(FirmwareScope.Gcc.Info.Image);
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", memory);
        var children = inspector.GetChildren(Open(inspector, expression), start, count);
        (ulong address, int size) = memory.Reads.MaxBy(r => r.Size);
        foreach (NamedValue child in children)
        {
            ulong first = child.Value.Address ?? address;
            Assert.That(first, Is.InRange(address, address + (ulong)size), child.Name);
        }
    }

    [Test]
    public void GetChildren_Cycle_OpensLevelByLevel()
    {
        NamedValue node = Open(_c, "g_device.self");
        for (int i = 0; i < 50; i++) node = _c.GetChildren(node).Single(c => c.Name == "self");
        Assert.That(_c.Evaluate(node.EvaluateName!).Value.Location, Is.EqualTo(node.Value.Location));
    }

    [Test]
    public void GetChildren_PointerIntoNowhere_SaysSoInEachChild()
    {
        var children = _c.GetChildren(Open(_c, "(struct device *)0x90000000"));
        Assert.That(children, Has.Length.EqualTo(16));
        Assert.That(_c.Format(children[1].Value), Is.EqualTo("<unavailable: cannot read 1 bytes at 0x90000004>"));
    }

    [Test]
    public void GetChildren_MemoryMissing_AreKnownAllTheSame()
    {
        var memory = new ElfMemory(FirmwareScope.Gcc.Info.Image) { IsLazy = true };
        ValueInspector inspector = FirmwareScope.Gcc.Inspector("main", memory);
        var children = inspector.GetChildren(Open(inspector, "g_device"));
        Assert.That(children, Has.Length.EqualTo(16));
        Assert.That(memory.Misses, Is.EqualTo(1));
    }
}
