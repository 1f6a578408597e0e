using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Symbols;

public sealed class BreakpointTests
{
    [TestCaseSource(typeof(DwarfFixtures), nameof(DwarfFixtures.HighNames))]
    public void FindBreakpointLocations_PlainStatement_StopsAtThatLine(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        int line = DwarfFixtures.LineOf("sample.c", "g_device.on_event = on_event;");
        BreakpointLocations found = info.FindBreakpointLocations("sample.c", line);
        Assert.That(found.Miss, Is.EqualTo(BreakpointMiss.None));
        Assert.That(found.Select(l => l.Line), Has.All.EqualTo(line));
        Assert.That(found[0].FunctionName, Is.EqualTo("main"));
    }

    [Test]
    public void FindBreakpointLocations_InlinedFunction_GivesEveryCopy()
    {
        DebugInfo info = DwarfFixtures.Load("gcc-Og-dwarf5");
        int line = DwarfFixtures.LineOf("sample.c", "int product = value * factor;");
        BreakpointLocations found = info.FindBreakpointLocations("/src/sample.c", line);
        Assert.That(found.Select(l => (l.FunctionName, l.IsInlined)), Is.All.EqualTo(("scale", true)));
        Assert.That(found.Select(l => info.FindFunction(l.Address)!.Name), Is.EquivalentTo(new[] { "device_poll", "main" }));
    }

    [Test]
    public void FindBreakpointLocations_Template_GivesEveryInstance()
    {
        DebugInfo info = DwarfFixtures.Load("gcc-O0-dwarf5");
        int line = DwarfFixtures.LineOf("sample.cpp", "head = head + 1;");
        BreakpointLocations found = info.FindBreakpointLocations("sample.cpp", line);
        Assert.That(found.Select(l => l.FunctionName), Is.EquivalentTo(new[] { "app::Ring<int, 16>::push", "app::Ring<short int, 4>::push" }));
    }

    [Test]
    public void FindBreakpointLocations_CommentOrBlankLine_MovesToNextCode()
    {
        DebugInfo info = DwarfFixtures.Load("gcc-O0-dwarf5");
        int blank = DwarfFixtures.LineOf("sample.c", "int main(void)") - 1;
        BreakpointLocations found = info.FindBreakpointLocations("sample.c", blank);
        Assert.That(found[0].FunctionName, Is.EqualTo("main"));
        Assert.That(found[0].Line, Is.EqualTo(DwarfFixtures.LineOf("sample.c", "g_device.on_event = on_event;")));
    }

    [TestCase("gcc-O0-dwarf5")]
    [TestCase("gcc-O2-dwarf5-low")]
    [TestCase("clang-O0-dwarf4")]
    public void FindBreakpointLocations_FunctionRemovedByLinker_SaysSo(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        int line = DwarfFixtures.LineOf("sample.c", "return unused_by_linker;");
        BreakpointLocations found = info.FindBreakpointLocations("sample.c", line);
        Assert.That(found, Is.Empty);
        Assert.That(found.Miss, Is.EqualTo(BreakpointMiss.RemovedByLinker));
    }

    // readelf: rows 8 and 12 are both at 0x08000002, the first one at the end of halt's code; gdb's "break noreturn.c:8" goes to line 12, too.
    [Test]
    public void FindBreakpointLocations_StatementAtEndOfCode_IsNotTakenForTheNextFunction()
    {
        DebugInfo info = DwarfFixtures.Load("noreturn/gcc-Os-dwarf5");
        int end = DwarfFixtures.LineOf("noreturn/noreturn.c", "__builtin_unreachable();");
        Assert.That(info.GetBreakableLines("noreturn.c"), Is.EqualTo(new[] { 5, 6, 7, 12, 13, 17, 18 }));
        BreakpointLocation found = info.FindBreakpointLocations("noreturn.c", end).Single();
        Assert.That((found.Address.Value, found.FunctionName), Is.EqualTo((0x08000002UL, "after")));
        Assert.That(found.Line, Is.GreaterThanOrEqualTo(12));
    }

    [TestCase("nothere.c", 10, BreakpointMiss.UnknownFile)]
    [TestCase("sample.c", 5000, BreakpointMiss.NoCode)]
    public void FindBreakpointLocations_NoSuchPlace_SaysWhy(string path, int line, BreakpointMiss miss) =>
        Assert.That(DwarfFixtures.Load("gcc-O0-dwarf5").FindBreakpointLocations(path, line).Miss, Is.EqualTo(miss));

    [TestCase("sample.c")]
    [TestCase("src/sample.c")]
    [TestCase("/src/sample.c")]
    [TestCase("/src/./lib/../sample.c")]
    [TestCase("/home/dev/fw/src/sample.c")]
    [TestCase(@"C:\fw\src\Sample.C")]
    [TestCase("/elsewhere/sample.c")]
    public void FindFiles_PathOfAnotherMachine_FindsTheFile(string path) =>
        Assert.That(DwarfFixtures.Load("gcc-O0-dwarf4").FindFiles(path).Select(f => f.Path), Is.EqualTo(new[] { "/src/sample.c" }));

    [TestCase("Sample.c")]
    [TestCase("ample.c")]
    [TestCase("other/sample.c.bak")]
    [TestCase("")]
    public void FindFiles_AnotherName_FindsNothing(string path) => Assert.That(DwarfFixtures.Load("gcc-O0-dwarf4").FindFiles(path), Is.Empty);

    [TestCase("main", "main")]
    [TestCase("app::use", "app::use")]
    [TestCase("use", "app::use")]
    [TestCase("::app::use", "app::use")]
    [TestCase("app::use(app::Shape const&, int)", "app::use")]
    [TestCase("_ZN3app3useERKNS_5ShapeEMS0_KFivE", "app::use")]
    [TestCase("Ring<int, 16u>::sum", "app::Ring<int, 16>::sum")]
    [TestCase("app::Ring<int,16>::sum", "app::Ring<int, 16>::sum")]
    [TestCase("Ring::sum", "app::Ring<int, 16>::sum app::Ring<short int, 4>::sum")]
    [TestCase("operator()", "(lambda)::operator()")]
    [TestCase("nowhere", "")]
    [TestCase("unused_pointer", "")]
    public void FindFunctions_Name_FindsFunctions(string name, string expected) =>
        Assert.That(string.Join(' ', DwarfFixtures.Load("gcc-O0-dwarf5").FindFunctions(name).Select(f => f.Name)), Is.EqualTo(expected));

    [TestCase("gcc-O0-dwarf4", "main", "g_device.on_event = on_event;")]
    [TestCase("gcc-Og-dwarf5", "main", "g_device.on_event = on_event;")]
    [TestCase("clang-O0-dwarf5", "main", "g_device.on_event = on_event;")]
    [TestCase("gcc-O0-dwarf4", "device_poll", "int total = 0;")]
    [TestCase("clang-O0-dwarf4", "recurse", "if (depth == 0)")]
    public void GetBreakpointAddress_Function_IsFirstLineOfBody(string image, string function, string text)
    {
        DebugInfo info = DwarfFixtures.Load(image);
        FunctionInfo found = info.FindFunctions(function).Single();
        CodeAddress address = info.GetBreakpointAddress(found);
        Assert.That(info.TryFindLine(address, out SourceLocation? location), Is.True);
        Assert.That(location!.Line, Is.EqualTo(DwarfFixtures.LineOf("sample.c", text)));
        Assert.That(address, Is.GreaterThanOrEqualTo(found.EntryPoint));
    }

    [TestCase("gcc-O2-dwarf5", "scale", "scale scale")]
    [TestCase("gcc-O2-dwarf5", "device_poll", "device_poll")]
    [TestCase("gcc-O2-dwarf5", "app::use", "app::use")]
    [TestCase("gcc-O2-dwarf5", "unused_pointer", "")]
    public void FindFunctionBreakpoints_InlinedFunction_GivesItsCopies(string image, string name, string expected)
    {
        DebugInfo info = DwarfFixtures.Load(image);
        IReadOnlyList<BreakpointLocation> found = info.FindFunctionBreakpoints(name);
        Assert.That(string.Join(' ', found.Select(l => l.FunctionName)), Is.EqualTo(expected));
        Assert.That(found.Select(l => info.GetFrames(l.Address)[0].Name), Is.EqualTo(found.Select(l => l.FunctionName)));
    }

    // Of functions with equal code GCC keeps one; the names of the others are symbols at its address.
    [Test]
    public void FindFunctionBreakpoints_SymbolOfAnotherFunctionAtItsAddress_IsThatFunction()
    {
        byte[] file = FixtureFiles.Read("dwarf/gcc-O2-dwarf5.elf");
        int symbol = file.AsSpan().LastIndexOf("_ZNK3app6Square4areaEv"u8);
        "_ZNK3app6Square4edgeEv"u8.CopyTo(file.AsSpan(symbol));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(file, "changed"));
        Assert.That(info.FindFunctionBreakpoints("app::Square::edge").Select(l => l.FunctionName), Is.EqualTo((string[])["app::Square::area"]));
    }

    [Test]
    public void GetLineBlock_MiddleOfStatement_SpansTheStatement()
    {
        DebugInfo info = DwarfFixtures.Load("gcc-O0-dwarf5");
        BreakpointLocation start = info.FindBreakpointLocations("sample.c", DwarfFixtures.LineOf("sample.c", "int step = table[i]"))[0];
        LineBlock block = info.GetLineBlock(start.Address + 4)!;
        Assert.That(block.Range.Start, Is.EqualTo(start.Address));
        Assert.That(block.Location.Line, Is.EqualTo(start.Line));
        Assert.That(info.GetLineBlock(block.Range.End)!.Location.Line, Is.Not.EqualTo(start.Line));
    }

    [Test]
    public void GetBreakableLines_File_HoldsStatementsOnly()
    {
        IReadOnlyList<int> lines = DwarfFixtures.Load("gcc-O0-dwarf5").GetBreakableLines("sample.c");
        Assert.That(lines, Does.Contain(DwarfFixtures.LineOf("sample.c", "calls++;")));
        Assert.That(lines, Does.Not.Contain(DwarfFixtures.LineOf("sample.c", "#include")));
        Assert.That(lines, Does.Not.Contain(DwarfFixtures.LineOf("sample.c", "return unused_by_linker;")));
    }
}
