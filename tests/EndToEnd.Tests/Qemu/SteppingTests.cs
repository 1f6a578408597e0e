using System.Globalization;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Qemu;

[TestFixture]
public sealed class SteppingTests
{
    private static readonly string[] Variants = ["gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-O2-dwarf4", "gcc-O2-dwarf5"];

    [Test]
    [CancelAfter(60_000)]
    public async Task Next_StraightCode_MovesOneLineEach([Values("gcc-O0-dwarf4", "gcc-O0-dwarf5")] string variant)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, "BP_STRAIGHT");
        await using DebugSession _ = session;
        List<int> lines = [top.Line];
        for (int step = 0; step < 6; step++) lines.Add((await session.RunAsync("next")).Line);
        Assert.That(lines, Is.EqualTo(Enumerable.Range(Firmware.Mark("BP_STRAIGHT").Line, 7)));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task StepIn_AtACall_EntersTheFunctionAndStepOutReturns([ValueSource(nameof(Variants))] string variant)
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync(variant, "BP_MIDDLE");
        await using DebugSession _s = session;
        Frame inside = await session.RunAsync("stepIn");
        // Optimised code may have a piece of the line left before the call.
        for (int more = 0; more < 3 && inside.Function == "middle"; more++) inside = await session.RunAsync("stepIn");
        Frame outside = await session.RunAsync("stepOut");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inside.Function, Is.EqualTo("leaf"));
            Assert.That(outside.Function, Is.EqualTo("middle"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Next_AtARecursiveCall_StopsInTheSameFrame([Values("gcc-O0-dwarf4", "gcc-O0-dwarf5")] string variant)
    {
        Sessions.DebugSession session = await DebugSession.RunOnQemuAsync(variant, "BP_RECURSION_CALL");
        await using DebugSession _ = session;
        Frame before = await session.StoppedAsync("breakpoint");
        int depth = (await session.StackAsync()).Count;
        await session.ClearBreakpointsAsync("calls.c");
        Frame after = await session.RunAsync("next");
        IReadOnlyDictionary<string, Variable> locals = await session.LocalsAsync(after);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Function, Is.EqualTo("factorial"));
            Assert.That(after.Line, Is.EqualTo(Firmware.Mark("BP_RECURSION_UP").Line));
            Assert.That(await session.StackAsync(), Has.Count.EqualTo(depth));
            Assert.That(locals["n"].Value, Is.EqualTo("5"));
            Assert.That(locals["smaller"].Value, Is.EqualTo("24"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Next_WithABreakpointInTheCallee_StopsThere([ValueSource(nameof(Variants))] string variant)
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync(variant, "BP_MIDDLE", "BP_LEAF");
        await using DebugSession _s = session;
        Assert.That((await session.RunAsync("next", "breakpoint")).Function, Is.EqualTo("leaf"));
    }

    /// <summary>Each FP instruction may change FPSCR, none of the others may; the firmware checks the outcome itself.</summary>
    [Test]
    [CancelAfter(60_000)]
    public async Task StepInstruction_ThroughEachKindOfFpInstruction_LeavesTheProgramRight([ValueSource(nameof(Variants))] string variant)
    {
        (DebugSession session, Frame frame) = await DebugSession.StopOnQemuAsync(variant, "BP_FPSCR");
        await using DebugSession _ = session;
        List<string> fpscr = [];
        while (frame.Line != Firmware.Mark("BP_FPSCR_END").Line)
        {
            frame = await session.RunAsync("next", granularity: "instruction");
            fpscr.Add(Hex(await session.EvaluateAsync("$fpscr", frame)));
            Assert.That(fpscr, Has.Count.LessThan(20), "fpscr_walk has 11 instructions up to the mark");
        }
        await session.SetBreakpointsAsync("BP_ROUND_DONE");
        frame = await session.RunAsync("continue");
        using (Assert.EnterMultipleScope())
        {
            // movs, vmsr 0, vdiv (IXC), adds, vcmp (N), nop, vmrs, ite, movmi, movpl (skipped), vmov, vcvt
            Assert.That(fpscr.Skip(1), Is.EqualTo(new[]
            {
                "00000000", "00000010", "00000010", "80000010", "80000010", "80000010", "80000010", "80000010", "80000010", "80000010", "80000010",
            }));
            Assert.That(await session.EvaluateAsync("g_check_failures", frame), Is.EqualTo("0"));
        }
    }

    [TestCase("BP_IT", "it_block_walk")]
    [TestCase("BP_TBB", "tbb_walk")]
    [TestCase("BP_LDM", "multiple_transfer")]
    [CancelAfter(60_000)]
    public async Task StepInstruction_ToTheEndOfTheFunction_ReturnsToTheCallerWithTheChecksHolding(string mark, string function)
    {
        (DebugSession session, Frame frame) = await DebugSession.StopOnQemuAsync("gcc-Og-dwarf5", mark);
        await using DebugSession _ = session;
        Assert.That(frame.Function, Is.EqualTo(function));
        int steps = 0;
        for (; frame.Function == function && steps < 30; steps++) frame = await session.RunAsync("stepIn", granularity: "instruction");
        await session.ClearBreakpointsAsync("core.S");
        await session.SetBreakpointsAsync("BP_ROUND_DONE");
        Frame end = await session.RunAsync("continue");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(frame.Function, Is.EqualTo("run_calls"));
            Assert.That(await session.EvaluateAsync("g_check_failures", end), Is.EqualTo("0"));
        }
    }

    /// <summary>SysTick is due every 20000 cycles and long overdue while a user steps: it may never show.</summary>
    [Test]
    [CancelAfter(120_000)]
    public async Task StepInstruction_TwoHundredTimes_NeverEntersAnInterruptHandler()
    {
        (DebugSession session, Frame frame) = await DebugSession.StopOnQemuAsync("gcc-Og-dwarf5", "BP_LOOP");
        await using DebugSession _ = session;
        List<string> functions = [];
        for (int step = 0; step < 200; step++)
        {
            frame = await session.RunAsync("stepIn", granularity: "instruction");
            functions.Add(frame.Function);
        }
        Assert.That(functions.Where(name => name.EndsWith("Handler", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task StepOut_OfAnInterruptHandler_ReturnsToTheInterruptedFunction([Values("gcc-O0-dwarf5", "gcc-Og-dwarf5")] string variant)
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync(variant, "BP_INNER_IRQ");
        await using DebugSession _s = session;
        IReadOnlyList<Frame> stack = await session.StackAsync();
        await session.ClearBreakpointsAsync("exceptions.c");
        Frame outside = await session.RunAsync("stepOut");
        Assert.That(outside.Function, Is.EqualTo(stack[1].Function), string.Join(", ", stack));
    }

    /// <summary>Registers may be shown in decimal or as 0x....</summary>
    private static string Hex(string value)
    {
        string digits = new([.. value.Split("0x")[^1].TakeWhile(char.IsAsciiHexDigit)]);
        NumberStyles style = value.Contains("0x", StringComparison.Ordinal) ? NumberStyles.HexNumber : NumberStyles.None;
        return uint.Parse(digits, style, CultureInfo.InvariantCulture).ToString("x8", CultureInfo.InvariantCulture);
    }
}
