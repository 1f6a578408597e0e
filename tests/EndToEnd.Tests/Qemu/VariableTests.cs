using System.Text.Json;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Qemu;

/// <summary>Variables and expressions. The values are those that <c>data.c</c> and <c>shapes.cpp</c> give them.</summary>
[TestFixture]
public sealed class VariableTests
{
    private static readonly string[] Variants = ["gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-O2-dwarf4", "gcc-O2-dwarf5"];

    private static readonly string[] Unoptimised = ["gcc-O0-dwarf4", "gcc-O0-dwarf5"];

    /// <summary>In round 3, where <c>value</c> is 3.</summary>
    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_LocalsOfEachKind_HaveTheValuesOfRoundThree([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, Frame top) = await StopInRoundThreeAsync(variant);
        await using DebugSession _ = session;
        IReadOnlyDictionary<string, Variable> locals = await session.LocalsAsync(top);
        IReadOnlyDictionary<string, Variable> numbers = await session.ChildrenAsync(locals["numbers"].Reference);
        IReadOnlyDictionary<string, Variable> origin = await session.ChildrenAsync(locals["origin"].Reference);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(locals["value"].Value, Is.EqualTo("3"));
            Assert.That(locals["value"].Type, Is.EqualTo("int"));
            Assert.That(locals["factor"].Value, Is.EqualTo("2"));
            Assert.That(locals["sum"].Value, Is.EqualTo("100"));
            Assert.That(locals["wide"].Value, Is.EqualTo("25769803776"));
            Assert.That(locals["scaled"].Value, Is.EqualTo("5"));
            Assert.That(locals["mode"].Value, Does.StartWith("MODE_RUN"));
            Assert.That(locals["text"].Value, Does.Contain("\"sensor\""));
            Assert.That(Enumerable.Range(0, 5).Select(index => numbers[$"[{index}]"].Value), Is.EqualTo(new[] { "0", "3", "6", "9", "12" }));
            Assert.That(locals["numbers"].Type, Is.EqualTo("int [5]"));
            Assert.That((origin["x"].Value, origin["y"].Value), Is.EqualTo(("3", "-3")));
        }
    }

    /// <summary>Optimised code may have lost a value, and then says so; a value that it shows is right.</summary>
    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_OptimisedCode_AreRightOrSaidToBeGone([ValueSource(nameof(Variants))] string variant)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, "BP_MANY_ARGUMENTS");
        await using DebugSession _ = session;
        IReadOnlyDictionary<string, Variable> locals = await session.LocalsAsync(top);
        Dictionary<string, string> expected = new(StringComparer.Ordinal)
        {
            ["a"] = "1", ["b"] = "2", ["c"] = "3", ["d"] = "4", ["e"] = "5", ["f"] = "6", ["wide"] = "1000",
        };
        using (Assert.EnterMultipleScope())
        {
            foreach ((string name, string value) in expected) Assert.That(locals[name].Value, Is.EqualTo(value).Or.Contain("optimi"), name);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_ParametersOfAnOuterFrame_ComeFromWhereItSavedThem([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync(variant, "BP_RECURSION_BOTTOM");
        await using DebugSession _s = session;
        List<string> values = [];
        foreach (Frame frame in (await session.StackAsync()).Where(frame => frame.Function == "factorial")) values.Add((await session.LocalsAsync(frame))["n"].Value);
        Assert.That(values, Is.EqualTo(new[] { "1", "2", "3", "4", "5" }));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_ShadowedName_IsTheInnerOne([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, "BP_SHADOW");
        await using DebugSession _ = session;
        Assert.That(await session.EvaluateAsync("value", top), Is.EqualTo("0"));
    }

    private static readonly TestCaseData[] Expressions =
    [
        new("g_device.corners[3].y", "-800"),
        new("g_device.head->next->key", "20"),
        new("s_nodes[2].key + s_nodes[3].key", "70"),
        new("g_device.flags.level", "5"),
        new("g_device.flags.offset", "-9"),
        new("g_device.flags.high", "109517"),
        new("g_device.flags.top", "28673"),
        new("g_device.matrix[1][2]", "-6"),
        new("g_device.gain", "2.5"),
        new("g_device.ratio * 8", "-1"),
        new("g_device.halves.high", "48879"),
        new("*(float *)&g_device.view", "1.5"),
        new("g_header.length == 0x11223344", "1|true"),
        new("g_device.tag", "\"ab\\n\\\"c\""),
        new("g_device.tag[3] == '\"'", "1|true"),
        new("(unsigned char)g_device.flags.offset", "247*"),
        new("(long long)g_device.flags.offset << 40", "-9895604649984"),
        new("sizeof(struct device)", "96"),
        new("&s_nodes[3] - &s_nodes[0]", "3"),
        new("g_device.self == &g_device", "1|true"),
        new("g_device.handler == on_event", "1|true"),
        new("value * 2 + 1", "7"),
        new("numbers[4] > numbers[3] && !g_device.enabled", "0|false"),
        new("device->mode == MODE_RUN", "1|true"),
        new("(device->self)->mode", "MODE_RUN*"),
        new("s_sink", "308"), // the one of data.c, from round 2
    ];

    [Test]
    [CancelAfter(60_000)]
    public async Task Evaluate_ExpressionsOverGlobalsAndLocals_AreWhatCGives([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, Frame top) = await StopInRoundThreeAsync(variant);
        await using DebugSession _ = session;
        using (Assert.EnterMultipleScope())
        {
            foreach (TestCaseData expression in Expressions)
            {
                string text = (string)expression.Arguments[0]!;
                string value;
                try
                {
                    value = await session.EvaluateAsync(text, top);
                }
                catch (DapRequestFailedException refused)
                {
                    value = refused.Message;
                }
                Assert.That(value, Does.Match(Pattern((string)expression.Arguments[1]!)), text);
            }
        }
    }

    [TestCase("no_such_name", "no_such_name")]
    [TestCase("g_device.", null)]
    [TestCase("g_device.nothing", "nothing")]
    [TestCase("1 / 0", null)]
    [CancelAfter(60_000)]
    public async Task Evaluate_WrongExpression_SaysWhatIsWrong(string expression, string? named)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_LEAF");
        await using DebugSession _ = session;
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.EvaluateAsync(expression, top));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused!.ShownMessage, Is.Not.Empty);
            Assert.That(refused.ShownMessage, Does.Not.Contain("Exception"));
            if (named is not null) Assert.That(refused.ShownMessage, Does.Contain(named).IgnoreCase);
            Assert.That(await session.EvaluateAsync("x", top), Is.EqualTo("0"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Evaluate_UnreadableMemory_SaysSoInPlaceOfAValue()
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_LEAF");
        await using DebugSession _ = session;
        Assert.That(await session.EvaluateAsync("*(int *)0xCCCCCCCC", top), Does.StartWith("<").And.Contain("cccccccc").IgnoreCase);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task SetVariable_LocalAndMember_AreReadBackAndUsedByTheProgram([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, "BP_LEAF");
        await using DebugSession _ = session;
        int locals = await ScopeReferenceAsync(session, top, "doubled");
        JsonElement answer = await session.Client.RequestAsync("setVariable", new { variablesReference = locals, name = "doubled", value = "4100" });
        await session.ClearBreakpointsAsync("calls.c");
        await session.RunAsync("stepOut");
        Frame middle = await session.RunAsync("next");
        IReadOnlyDictionary<string, Variable> after = await session.LocalsAsync(middle);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("value").GetString(), Is.EqualTo("4100"));
            Assert.That(after["first"].Value, Is.EqualTo("4101"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_Cpp_ShowBasesMembersTemplatesAndReferences([ValueSource(nameof(Unoptimised))] string variant)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, "BP_SQUARE_AREA");
        await using DebugSession _ = session;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await session.EvaluateAsync("this->side_", top), Is.EqualTo("3"));
            Assert.That(await session.EvaluateAsync("side_", top), Is.EqualTo("3"));
            Assert.That(await session.EvaluateAsync("color_", top), Does.Contain("Blue"));
            Assert.That(await session.EvaluateAsync("origin_.y", top), Is.EqualTo("2"));
            Assert.That(await session.EvaluateAsync("geometry::Shape::count_", top), Is.EqualTo("2"));
            Assert.That(await session.EvaluateAsync("g_ring.size_", top), Is.EqualTo("0"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Variables_Registers_AreThoseOfTheStop()
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-Og-dwarf5", "BP_LEAF");
        await using DebugSession _ = session;
        IReadOnlyDictionary<string, Variable> registers = await session.ScopeAsync(top, "Registers");
        Dictionary<string, Variable> flat = new(registers, StringComparer.Ordinal);
        foreach (Variable group in registers.Values.Where(group => group.Reference != 0))
        {
            foreach ((string name, Variable register) in await session.ChildrenAsync(group.Reference)) flat.TryAdd(name, register);
        }
        using (Assert.EnterMultipleScope())
        {
            Assert.That(flat["pc"].Value, Does.Contain(top.Pc!["0x".Length..].TrimStart('0')).IgnoreCase);
            Assert.That(flat.Keys, Is.SupersetOf(new[] { "r0", "r12", "sp", "lr", "pc", "xpsr", "fpscr", "s0", "s31" }));
        }
    }

    private static async Task<(DebugSession Session, Frame Top)> StopInRoundThreeAsync(string variant)
    {
        DebugSession session = await DebugSession.StartAsync();
        Servers.LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await session.BeginAsync("launch", DebugSession.Configuration("qemu", Firmware.ImagePath(variant)));
        FirmwareMark mark = Firmware.Mark("BP_DATA");
        await session.Client.RequestAsync("setBreakpoints", new { source = new { path = mark.Path }, breakpoints = new[] { new { line = mark.Line, condition = "value == 3" } } });
        await session.FinishStartAsync();
        return (session, await session.StoppedAsync("breakpoint"));
    }

    private static async Task<int> ScopeReferenceAsync(DebugSession session, Frame frame, string variable)
    {
        JsonElement body = await session.Client.RequestAsync("scopes", new { frameId = frame.Id });
        foreach (JsonElement scope in body.GetProperty("scopes").EnumerateArray())
        {
            int reference = scope.GetProperty("variablesReference").GetInt32();
            if (scope.GetProperty("name").GetString() is "Locals" or "Arguments" && (await session.ChildrenAsync(reference)).ContainsKey(variable)) return reference;
        }
        throw new InvalidOperationException($"No scope has {variable}: {body}");
    }

    /// <summary><c>a|b</c> are alternatives, <c>*</c> is any text.</summary>
    private static string Pattern(string text) =>
        $"^(?:{string.Join('|', text.Split('|').Select(part => System.Text.RegularExpressions.Regex.Escape(part).Replace("\\*", ".*", StringComparison.Ordinal)))})$";
}
