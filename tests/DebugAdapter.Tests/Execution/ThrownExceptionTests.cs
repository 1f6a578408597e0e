using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>Steps over calls that a C++ exception ends. The image is built here, with the C++ library of this machine.</summary>
[TestFixture]
public sealed class ThrownExceptionTests
{
    private static readonly string Folder = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "stepping");
    private static readonly string Source = Path.Combine(Folder, "src", "throws.cpp");
    private string _elf = "";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        if (ExternalProgram.Find("arm-none-eabi-g++") is null) Assert.Ignore("arm-none-eabi-g++ is not installed");
        _elf = Path.Combine(TestContext.CurrentContext.WorkDirectory, "throws.elf");
        string output = await ExternalProgram.RunAsync("bash", [Path.Combine(Folder, "build-throws.sh"), _elf]);
        if (output.Contains("nosys.specs", StringComparison.Ordinal) || output.Contains("cannot find -lstdc++", StringComparison.Ordinal)) Assert.Ignore("newlib and its libstdc++ are not installed");
        Assert.That(File.Exists(_elf), output);
    }

    // the line stepped over | where it ends: function, line
    [TestCase("STEP same", "catcher", "AT same", TestName = "caught in the function that is stepped")]
    [TestCase("STEP outer", "outer", "AT outer", TestName = "caught, thrown again, caught in the function that is stepped")]
    public async Task Next_OverACallThatThrows_EndsInTheHandler(string step, string function, string end)
    {
        await using LiveBoard live = await AtAsync(step);
        StackFrame top = await NextAsync(live);
        for (int i = 0; i < 3 && top.Line != LineOf(end); i++) top = await NextAsync(live); // the head of the handler may have a line of its own
        Assert.That((top.Name, top.Line), Is.EqualTo((function, LineOf(end))));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [Test]
    public async Task Next_PastADestructor_StaysInTheFunctionUntilItIsLeft()
    {
        await using LiveBoard live = await AtAsync("STEP guarded");
        var seen = new List<string>();
        for (int i = 0; i < 6 && (seen.Count == 0 || seen[^1] == "guarded"); i++) seen.Add((await NextAsync(live)).Name);
        Assert.That(seen[^1], Is.EqualTo("rethrower"), string.Join(' ', seen));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [Test]
    public async Task StepOut_OfAFunctionThatThrows_EndsInTheHandlerOfTheCaller()
    {
        await using LiveBoard live = await LiveBoard.StartAsync(_elf);
        await BreakAsync(live, "throw x;");
        await live.RunAsync(s => s.Continue());
        await ClearAsync(live);
        await live.RunAsync(s => s.StepOut());
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("catcher"));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    // Stops where the call is about to throw: the first round of catcher does not.
    private async Task<LiveBoard> AtAsync(string step)
    {
        LiveBoard live = await LiveBoard.StartAsync(_elf);
        await BreakAsync(live, step);
        for (int i = 0; i < (step == "STEP same" ? 2 : 1); i++) await live.RunAsync(s => s.Continue());
        await ClearAsync(live);
        return live;
    }

    private static async Task<StackFrame> NextAsync(LiveBoard live)
    {
        StopReport stop = await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(stop.Reason, Is.EqualTo(StopReason.Step), stop.Text);
        return await live.TopAsync();
    }

    private static Task<IReadOnlyList<UserBreakpoint>> BreakAsync(LiveBoard live, string text) =>
        live.Session.SetBreakpointsAsync(Source, [new BreakpointSpec.Line(Source, LineOf(text))], CancellationToken.None);

    private static Task<IReadOnlyList<UserBreakpoint>> ClearAsync(LiveBoard live) => live.Session.SetBreakpointsAsync(Source, [], CancellationToken.None);

    private static int LineOf(string text) => Array.FindIndex(File.ReadAllLines(Source), line => line.Contains(text, StringComparison.Ordinal)) + 1;
}
