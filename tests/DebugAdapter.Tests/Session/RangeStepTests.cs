using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>Range steps (<c>vCont;r</c>): where all comparators are taken, a line with a loop is still a matter of a few packets.</summary>
[TestFixture]
public sealed class RangeStepTests
{
    private static readonly string Folder = Path.Combine(Firmware.Folder, "semihosting");

    // The first line of the reset handler clears 140 bytes of .bss in a loop that is one line.
    private static readonly int ClearsMemory = LineOf("for (uint32_t *word = &_bss_start");

    // server | the budget of a line of straight code
    [TestCase("plain", 6)]
    [TestCase("pyocd", 6)]
    [CancelAfter(120_000)]
    public async Task Next_OverALoopWithAllComparatorsTaken_IsAFewPackets(string server, int mostPackets)
    {
        await using BoardSession board = await AtLoopAsync(server == "pyocd" ? KnownPersonalities.PyOcd : StubPersonality.Plain);
        board.CountFromHere();
        await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        long packets = board.Packets;
        Assert.That((await board.TopAsync()).Line, Is.GreaterThan(ClearsMemory));
        Assert.That(packets, Is.LessThanOrEqualTo(mostPackets));
        Assert.That(board.Session.StepStatistics.Blocks, Is.InRange(1, 2));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Next_ServerWithoutRangeSteps_ArrivesAtTheSamePlace()
    {
        await using BoardSession with = await AtLoopAsync(StubPersonality.Plain), without = await AtLoopAsync(KnownPersonalities.OpenOcd);
        without.CountFromHere();
        foreach (BoardSession board in (BoardSession[])[with, without]) await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(without.Packets, Is.GreaterThan(100));
        Assert.That((await with.TopAsync()).Pc, Is.EqualTo((await without.TopAsync()).Pc));
        Assert.That(without.Session.StepStatistics.Blocks, Is.Zero);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Next_BreakpointInsideTheLoop_StopsThere()
    {
        await using BoardSession board = await AtLoopAsync(StubPersonality.Plain, taken: 5);
        // The loop's body begins behind `ldr` and `b`.
        uint start = (await board.TopAsync()).Pc;
        IReadOnlyList<UserBreakpoint> set = await board.Session.SetBreakpointsAsync("instructions", [new BreakpointSpec.Instruction(start + 4)], CancellationToken.None);
        Assert.That(set[0].IsVerified, Is.True, set[0].Message);
        StopReport stop = await board.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That((stop.Reason, (await board.TopAsync()).Pc), Is.EqualTo((StopReason.InstructionBreakpoint, start + 4)));
    }

    // At the loop, with breakpoints in other lines that take comparators.
    private static async Task<BoardSession> AtLoopAsync(StubPersonality personality, int taken = 6)
    {
        BoardSession board = await BoardSession.StartImageAsync(Path.Combine(Folder, "files.elf"), personality);
        while ((await board.TopAsync()).Line < ClearsMemory) await board.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        string path = Path.Combine(Folder, "files.c");
        int first = LineOf("g_results.renamed =");
        IReadOnlyList<UserBreakpoint> breakpoints = await board.Session.SetBreakpointsAsync(
            path, [.. Enumerable.Range(0, taken).Select(index => new BreakpointSpec.Line(path, first + index))], CancellationToken.None);
        Assert.That(breakpoints.Select(static b => b.IsVerified), Is.All.True);
        return board;
    }

    private static int LineOf(string text) => 1 + Array.FindIndex(File.ReadAllLines(Path.Combine(Folder, "files.c")), line => line.Contains(text, StringComparison.Ordinal));
}
