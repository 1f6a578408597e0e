using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>Where steps end, on the virtual board; expectations are the lines of the source.</summary>
[TestFixture]
public sealed class SteppingTests
{
    [TestCase("gcc-O0-dwarf4")]
    [TestCase("gcc-O0-dwarf5")]
    [TestCase("gcc-Og-dwarf4")]
    [TestCase("gcc-Og-dwarf5")]
    public async Task StepLine_StraightCode_VisitsEachLine(string variant)
    {
        await using BoardSession board = await BoardSession.StartAsync(variant);
        await board.BreakAtAsync("BP_STRAIGHT");
        await board.RunAsync(s => s.Continue());
        int first = Firmware.Mark("BP_STRAIGHT").Line, last = Firmware.Mark("BP_STRAIGHT_END").Line;
        var lines = new List<int> { (await board.TopAsync()).Line };
        while (lines[^1] < last && lines.Count < 20)
        {
            await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
            lines.Add((await board.TopAsync()).Line);
        }

        Assert.That(lines, Is.EqualTo(Enumerable.Range(lines[0], last - lines[0] + 1)), "no line is passed over");
        Assert.That(lines[0], Is.InRange(first, first + 1));
    }

    [Test]
    public async Task StepOver_RecursiveCall_EndsInTheSameActivation()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        await board.BreakAtAsync("BP_RECURSION_CALL");
        await board.RunAsync(s => s.Continue());
        await board.ClearAsync("BP_RECURSION_CALL");
        StackView before = await board.Session.StackAsync(0, 50, CancellationToken.None);
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        StackView after = await board.Session.StackAsync(0, 50, CancellationToken.None);
        Assert.That(after.Frames[0].Line, Is.EqualTo(Firmware.Mark("BP_RECURSION_UP").Line));
        Assert.That(after.Frames, Has.Count.EqualTo(before.Frames.Count));
    }

    [Test]
    public async Task StepIn_Call_EndsBehindThePrologueAndStepOutComesBack()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        await board.BreakAtAsync("BP_MIDDLE");
        await board.RunAsync(s => s.Continue());
        await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: false));
        Assert.That((await board.TopAsync()).Name, Is.EqualTo("leaf"));
        await board.RunAsync(s => s.StepOut());
        StackFrame top = await board.TopAsync();
        Assert.That((top.Name, top.Line), Is.EqualTo(("middle", Firmware.Mark("BP_MIDDLE").Line)));
    }

    [Test]
    public async Task StepInstruction_AcrossFloatingPoint_NeverUndoesTheProgramsFpscr()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-Og-dwarf5");
        await board.BreakAtAsync("BP_DIVIDE");
        await board.RunAsync(s => s.Continue());
        for (int i = 0; i < 200; i++)
            await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        Assert.That(board.Session.FpscrCounts, Is.EqualTo((0, 0)));
        Assert.That(board.Output, Is.Empty);
    }

    [Test]
    public async Task StepInstruction_ItBlock_StopsAtEachInstruction()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        await board.BreakAtAsync("BP_IT");
        await board.RunAsync(s => s.Continue());
        uint pc = (await board.TopAsync()).Pc;
        for (int i = 0; i < 5; i++)
        {
            await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
            uint next = (await board.TopAsync()).Pc;
            Assert.That(next - pc, Is.AnyOf(2u, 4u), "cmp, ittee and its four instructions follow each other");
            pc = next;
        }
    }

    [Test]
    public async Task Continue_ConditionOfABreakpoint_Decides()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        FirmwareMark mark = Firmware.Mark("BP_RECURSION_BOTTOM");
        string path = Firmware.SourcePath(mark.Unit);
        await board.Session.SetBreakpointsAsync(
            path, [new BreakpointSpec.Line(path, Firmware.Mark("BP_RECURSION_CALL").Line) { Condition = "n == 3" }], CancellationToken.None);
        await board.RunAsync(s => s.Continue());
        StackFrame top = await board.TopAsync();
        VariableView n = await board.Session.EvaluateAsync("n", top.Id, allowWrites: false, FormatOptions.Default, CancellationToken.None);
        Assert.That(n.Value, Is.EqualTo("3"));
    }

    [Test]
    public async Task Pause_RunningTarget_Stops()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        Task<StopReport> stop = board.RunAsync(s => s.Continue());
        await board.Session.PauseAsync();
        Assert.That((await stop).Reason, Is.EqualTo(StopReason.Pause));
    }

    [Test]
    public async Task SetBreakpoints_WhileRunning_AreArmedWithoutAStop()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        Task<StopReport> stop = board.RunAsync(s => s.Continue());
        var breakpoints = await board.BreakAtAsync("BP_LEAF");
        Assert.That(breakpoints[0].IsVerified, Is.True);
        Assert.That((await stop).Reason, Is.EqualTo(StopReason.Breakpoint));
    }

    [Test]
    public async Task Stack_WhileRunning_IsRefused()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        Task<StopReport> stop = board.RunAsync(s => s.Continue());
        Assert.That(async () => await board.Session.StackAsync(0, 1, CancellationToken.None), Throws.TypeOf<TargetRunningException>());
        await board.Session.PauseAsync();
        await stop;
    }
}
