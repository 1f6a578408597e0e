using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Tests.Execution.Truth;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>Which calls a line offers to step into, and that each is reached; lines are those of <c>Fixtures/stepping/src/steps.c</c>.</summary>
[TestFixture]
public sealed class StepTargetTests
{
    [TestCase("steps-gcc-O0", "through_pointer(callback, n)", "through_pointer")]
    [TestCase("steps-clang-O0", "through_pointer(callback, n)", "through_pointer")]
    [TestCase("steps-gcc-O0", "int a = TWICE(x);", "add")]
    [TestCase("steps-gcc-O0", "x += late_exit(n) + late_exit(n + 1);", "late_exit")]
    [TestCase("steps-gcc-O0", "x += blind_call(callback, x & 15);", "")]
    [TestCase("steps-gcc-O0", "return below + add(n, below);", "add")]
    [TestCase("steps-gcc-O0", "if (c > 5) a = add(a, c); else a = add(c, 1);", "add")]
    public async Task Targets_OfALine_AreItsCallsAndEachIsEntered(string image, string line, string expected)
    {
        await using LiveBoard live = await LiveBoard.StartAsync(image);
        string path = SourcePath;
        int number = Array.FindIndex(await File.ReadAllLinesAsync(path), l => l.Contains(line, StringComparison.Ordinal)) + 1;
        await live.Session.SetBreakpointsAsync(path, [new BreakpointSpec.Line(path, number)], CancellationToken.None);
        await live.RunAsync(s => s.Continue());
        await live.Session.SetBreakpointsAsync(path, [], CancellationToken.None);
        StackFrame top = await live.TopAsync();
        Assert.That(top.Line, Is.EqualTo(number));
        IReadOnlyList<string> targets = await live.Session.StepTargetsAsync(top.Id, CancellationToken.None);
        Assert.That(string.Join(' ', targets), Is.EqualTo(expected));
        if (targets.Count == 0)
            return;
        await live.RunAsync(s => s.StepInto(targets.Count - 1));
        Assert.That((await live.TopAsync()).Name, Is.EqualTo(targets[^1]));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [Test]
    public async Task Step_ToALineThatStartsWithAnInlinedCall_StopsAtTheCallAndEntersWithoutMoving()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("steps-gcc-O0");
        int number = Array.FindIndex(await File.ReadAllLinesAsync(SourcePath), l => l.Contains("int result = outer(x);", StringComparison.Ordinal)) + 1;
        await live.Session.SetBreakpointsAsync(SourcePath, [new BreakpointSpec.Line(SourcePath, number)], CancellationToken.None);
        await live.RunAsync(s => s.Continue());
        await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        StackFrame call = await live.TopAsync();
        Assert.That((call.Name, call.Line), Is.EqualTo(("inlined", number + 1)), "the copy begins here, and is not entered");
        Assert.That(await live.Session.StepTargetsAsync(call.Id, CancellationToken.None), Is.EqualTo(new[] { "inner" }));
        await live.RunAsync(s => s.StepInto(0));
        StackFrame inside = await live.TopAsync();
        Assert.That((inside.Name, inside.Pc), Is.EqualTo(("inner", call.Pc)));
        await live.RunAsync(s => s.StepOut());
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("inlined"));
    }

    [Test]
    public async Task StepInto_TheSecondOfTwoCalls_PassesOverTheFirst()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("gcc-O0-dwarf5");
        await live.BreakAtAsync("BP_TRIGGER");
        string path = RspDebug.Testing.Firmware.SourcePath("calls.c");
        int number = Array.FindIndex(await File.ReadAllLinesAsync(path), l => l.Contains("CHECK(straight(seed)", StringComparison.Ordinal)) + 1;
        await live.Session.SetBreakpointsAsync(path, [new BreakpointSpec.Line(path, number)], CancellationToken.None);
        await live.RunAsync(s => s.Continue());
        IReadOnlyList<string> targets = await live.Session.StepTargetsAsync((await live.TopAsync()).Id, CancellationToken.None);
        Assert.That(targets, Is.EqualTo(new[] { "straight", "check_at" }));
        await live.RunAsync(s => s.StepInto(1));
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("check_at"));
    }

    private static string SourcePath { get; } =
        Path.Combine(RspDebug.Testing.FixtureFiles.RepositoryRoot, "tests", "Fixtures", "stepping", "src", "steps.c");
}
