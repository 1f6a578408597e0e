using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.RspServer.Personalities;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>What a stop and a step may cost, in packets: the link is the slow part of every debugger.</summary>
[TestFixture]
public sealed class PacketBudgetTests
{
    [Test]
    public async Task Step_Instruction_CostsAtMostThreePackets()
    {
        await using BoardSession board = await AtAsync("gcc-Og-dwarf5", "BP_STRAIGHT");
        await board.ClearAsync("BP_STRAIGHT");
        await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        for (int i = 0; i < 5; i++)
        {
            await board.TopAsync();
            board.CountFromHere();
            await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
            Assert.That(board.Packets, Is.LessThanOrEqualTo(3));
        }
    }

    [Test]
    public async Task Step_LineOfStraightCode_CostsAtMostSixPackets()
    {
        await using BoardSession board = await AtAsync("gcc-O0-dwarf5", "BP_STRAIGHT");
        await board.ClearAsync("BP_STRAIGHT");
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        for (int i = 0; i < 4; i++)
        {
            await board.TopAsync();
            board.CountFromHere();
            StopReport stop = await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
            Assert.That(stop.Reason, Is.EqualTo(StopReason.Step));
            Assert.That(board.Packets, Is.LessThanOrEqualTo(6));
        }
    }

    [Test]
    public async Task Step_OverACall_CostsAtMostEightPackets()
    {
        await using BoardSession board = await AtAsync("gcc-Og-dwarf5", "BP_MIDDLE");
        await board.ClearAsync("BP_MIDDLE");
        await board.TopAsync();
        board.CountFromHere();
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(board.Packets, Is.LessThanOrEqualTo(8));
        Assert.That((await board.TopAsync()).Name, Is.EqualTo("middle"));
    }

    [Test]
    public async Task Stop_StackAndLocals_CostAtMostSixPackets()
    {
        await using BoardSession board = await AtAsync("gcc-O0-dwarf5", "BP_LEAF");
        board.CountFromHere();
        StackFrame top = await board.TopAsync();
        IReadOnlyList<ScopeView> scopes = await board.Session.ScopesAsync(top.Id);
        IReadOnlyList<VariableView> locals = await board.Session.VariablesAsync(scopes[0].Reference, 0, 100, FormatOptions.Default, CancellationToken.None);
        Assert.That(locals.Select(l => l.Name), Does.Contain("doubled"));
        Assert.That(board.Packets, Is.LessThanOrEqualTo(6));
        board.CountFromHere();
        await board.TopAsync();
        await board.Session.VariablesAsync(scopes[0].Reference, 0, 100, FormatOptions.Default, CancellationToken.None);
        Assert.That(board.Packets, Is.Zero, "asked again at the same stop");
    }

    [Test]
    public async Task SetBreakpoints_TheSeventhInFlash_IsRefusedWithTheList()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        var breakpoints = await board.BreakAtAsync("BP_LEAF", "BP_MIDDLE", "BP_MIDDLE_END", "BP_OUTER", "BP_STRAIGHT", "BP_STRAIGHT_END", "BP_RECURSION_UP");
        Assert.That(breakpoints.Select(b => b.IsVerified), Is.EqualTo(new[] { true, true, true, true, true, true, false }));
        Assert.That(breakpoints[6].Message, Does.Contain("All 6 hardware breakpoints").And.Contain("calls.c"));
    }

    [Test]
    public async Task SetBreakpoints_SameListAgain_CostsNothing()
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-O0-dwarf5");
        await board.BreakAtAsync("BP_LEAF", "BP_MIDDLE");
        board.CountFromHere();
        await board.BreakAtAsync("BP_LEAF", "BP_MIDDLE");
        Assert.That(board.Packets, Is.Zero);
    }

    // The budgets of the plain stub hold for every server whose register packet has xPSR and that takes reads of a page.
    private static readonly (string Name, StubPersonality Personality)[] Servers =
    [
        ("openocd", KnownPersonalities.OpenOcd), ("pyocd", KnownPersonalities.PyOcd), ("qemu", KnownPersonalities.Qemu), ("bmp", KnownPersonalities.BlackMagic),
        ("jlink", KnownPersonalities.JLink), ("probe-rs", KnownPersonalities.ProbeRs),
    ];

    private static IEnumerable<TestCaseData> ServerCases => Servers.Select(server => new TestCaseData(server.Personality).SetArgDisplayNames(server.Name));

    [TestCaseSource(nameof(ServerCases))]
    public async Task Session_OnTheServersThatAllowIt_KeepsTheBudgets(StubPersonality personality)
    {
        await using BoardSession board = await AtAsync("gcc-O0-dwarf5", "BP_STRAIGHT", personality);
        board.CountFromHere();
        StackFrame top = await board.TopAsync();
        IReadOnlyList<ScopeView> scopes = await board.Session.ScopesAsync(top.Id);
        await board.Session.VariablesAsync(scopes[0].Reference, 0, 100, FormatOptions.Default, CancellationToken.None);
        Assert.That(board.Packets, Is.LessThanOrEqualTo(6), "stop to stack and locals");
        await board.ClearAsync("BP_STRAIGHT");
        await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        await board.TopAsync();
        board.CountFromHere();
        await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        Assert.That(board.Packets, Is.LessThanOrEqualTo(3), "instruction step");
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        await board.TopAsync();
        board.CountFromHere();
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(board.Packets, Is.LessThanOrEqualTo(6), "step over a line");
    }

    private static async Task<BoardSession> AtAsync(string variant, string mark, StubPersonality? personality = null)
    {
        BoardSession board = await BoardSession.StartAsync(variant, personality);
        await board.BreakAtAsync(mark);
        StopReport stop = await board.RunAsync(s => s.Continue());
        Assert.That(stop.Reason, Is.EqualTo(StopReason.Breakpoint));
        return board;
    }
}
