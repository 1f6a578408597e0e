using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>A <c>BKPT</c> of the program inside an IT block, in code that is put into the board's RAM.</summary>
[TestFixture]
public sealed class ProgramBreakpointTests
{
    private const uint Code = 0x2000_8000, End = Code + 8;

    // cmp r0, #0; it eq; bkpt #1 (eq); adds r1, #1; b .
    private static readonly byte[] CompareAndHalt = [0x00, 0x28, 0x08, 0xBF, 0x01, 0xBE, 0x01, 0x31, 0xFE, 0xE7];

    [TestCase(0u, true)]
    [TestCase(5u, false)]
    public async Task Continue_BreakpointInstructionInItBlock_StopsOnlyWhereItsConditionHolds(uint r0, bool stops)
    {
        await using BoardSession board = await BoardSession.StartAsync("gcc-Og-dwarf5");
        await board.BreakAtAsync("BP_LOOP");
        await board.RunAsync(s => s.Continue());
        await board.ClearAsync("BP_LOOP");
        await board.Session.WriteMemoryAsync(Code, CompareAndHalt, CancellationToken.None);
        foreach (string assignment in (string[])[$"$r0 = {r0}", "$r1 = 10", $"$pc = {Code}"])
            await EvaluateAsync(board, assignment);
        await board.Session.SetBreakpointsAsync("end", [new BreakpointSpec.Instruction(End)], CancellationToken.None);
        StopReport stop = await board.RunAsync(s => s.Continue());
        Assert.That((stop.Reason, stop.Text), Is.EqualTo(stops ? (StopReason.Exception, (string?)$"BKPT #1 in the program at 0x{Code + 4:x8}.") : (StopReason.InstructionBreakpoint, null)));
        Assert.That(await EvaluateAsync(board, "$r1"), Does.EndWith(stops ? "10" : "11"));
    }

    private static async Task<string> EvaluateAsync(BoardSession board, string expression) =>
        (await board.Session.EvaluateAsync(expression, null, allowWrites: true, FormatOptions.Default, CancellationToken.None)).Value;
}
