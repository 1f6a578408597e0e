using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>Instructions and situations that a stepper gets wrong, one by one.</summary>
[TestFixture]
public sealed class SteppingCornersTests
{
    private const uint Code = 0x2003_0000, Data = 0x2003_0100, Elsewhere = 0x2003_0200;

    // Each begins at Code with r0 = 1 and r1 = Data; at Data: a pointer to Elsewhere with the Thumb bit, which holds BX LR.
    [TestCase("wfi", "30BF", "into", 0x2003_0002u)]
    [TestCase("wfe", "20BF", "into", 0x2003_0002u)]
    [TestCase("bkpt 1", "01BE", "into", 0x2003_0002u)]
    [TestCase("it ne: the first step is the IT alone", "18BF0120", "into", 0x2003_0002u)]
    [TestCase("tbb [pc, r0]: second entry, 4 halfwords on", "DFE800F0 0204", "into", 0x2003_000Cu)]
    [TestCase("tbh [pc, r0, lsl 1]: second entry, 6 halfwords on", "DFE810F0 02000600", "into", 0x2003_0010u)]
    [TestCase("ldr pc, [r1]", "D1F800F0", "into", Elsewhere)]
    [TestCase("ldm r1, {r2, pc}", "91E80480", "into", Elsewhere)]
    [TestCase("bx r2: code in RAM", "1047", "into", Elsewhere)]
    [TestCase("mov pc, r2", "9746", "into", Elsewhere)]
    [TestCase("cbz r0: not taken", "20B1", "into", 0x2003_0002u)]
    [TestCase("cbnz r0: taken", "20B9", "into", 0x2003_000Cu)]
    [TestCase("blx r2: into", "9047", "into", Elsewhere)]
    [TestCase("blx r2: over", "9047", "over", 0x2003_0002u)]
    [TestCase("bl: over", "00F0FEF8", "over", 0x2003_0004u)]
    [TestCase("svc 7: over", "07DF", "over", 0x2003_0002u)]
    [TestCase("cpsid i", "72B6", "into", 0x2003_0002u)]
    public async Task StepInstruction_OneInstruction_EndsAtItsSuccessor(string name, string hex, string kind, uint expected)
    {
        await using LiveBoard live = await AtStraightAsync();
        live.Host.Use(board =>
        {
            Write(board, Code, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
            Write(board, Data, [.. BitConverter.GetBytes(Elsewhere + 1), .. BitConverter.GetBytes(Elsewhere + 1)]);
            Write(board, Elsewhere, [0x70, 0x47]);
            board.Processor.SetRegister(0, 1);
            board.Processor.SetRegister(1, Data);
            board.Processor.SetRegister(2, Elsewhere + 1);
            board.Processor.SetRegister(15, Code);
        });
        await live.Session.MonitorAsync("cycles", CancellationToken.None);
        await live.RunAsync(s => s.Step(kind == "over" ? StepKind.Over : StepKind.Into, byInstruction: true));
        Assert.That(live.Registers()[15], Is.EqualTo(expected), name);
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [Test]
    public async Task StepInstruction_SupervisorCall_EntersItsHandler()
    {
        await using LiveBoard live = await AtStraightAsync();
        await live.BreakAtAsync("BP_SVC_CALL");
        await live.RunAsync(s => s.Continue());
        await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("SVC_Handler"));
        Assert.That(live.Registers()[16] & 0x1FF, Is.EqualTo(11u));
    }

    [Test]
    public async Task StepInstruction_ExclusiveLoopThatIsInterruptedAtEachStep_RunsPastTheStore()
    {
        await using LiveBoard live = await LiveBoard.StartAsync(
            "gcc-O0-dwarf5", new BoardTargetOptions { MasksInterrupts = false }, new SessionOptions { Interrupts = InterruptPolicy.Run },
            new LinkTraits { StepsLetInterruptsIn = true, UsesChecksum = true });
        await live.BreakAtAsync("BP_LDREX");
        await live.RunAsync(s => s.Continue());
        await live.ClearAsync("BP_LDREX");
        int line = 0;
        StopReport stop = null!;
        for (int i = 0; i < 30 && line != Firmware.Mark("BP_LOCKED").Line; i++)
        {
            // A handler between the load and the store clears the monitor, as a debug stop does on silicon.
            if (i % 5 == 1)
                live.Host.Use(board => board.Bus.TryWrite(0xE000_E200, 4, BusMaster.Debugger, 1u << 20));
            StopReport here = await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
            if (here.Text is not null)
                stop = here;
            line = (await live.TopAsync()).Line;
        }

        Assert.That(line, Is.EqualTo(Firmware.Mark("BP_LOCKED").Line));
        Assert.That(stop.Text, Does.Contain("behind the exclusive store"));
    }

    [Test]
    public async Task StepOver_AllComparatorsInUse_StillEndsOnTheNextLine()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("gcc-O0-dwarf5");
        await live.BreakAtAsync("BP_OUTER", "BP_VLA", "BP_TAIL", "BP_SHADOW", "BP_SWITCH", "BP_VARARGS");
        await live.RunAsync(s => s.Continue());
        Assert.That(live.ArmedComparators(), Is.EqualTo(6));
        int line = (await live.TopAsync()).Line;
        await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        StackFrame top = await live.TopAsync();
        Assert.That((top.Name, top.Line), Is.EqualTo(("outer", line + 1)));
        await live.RunAsync(s => s.StepOut());
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("run_calls"));
        Assert.That(live.ArmedComparators(), Is.EqualTo(6));
        Assert.That(live.Output, Has.One.Contains("All breakpoint comparators are in use"), "said once");
    }

    [Test]
    public async Task Pause_StepOverACallThatNeverReturns_SaysWhereItIsAndLeavesNoBreakpoint()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("steps-gcc-O0");
        string path = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "stepping", "src", "steps.c");
        int line = Array.FindIndex(await File.ReadAllLinesAsync(path), l => l.Contains("if (g_stop)", StringComparison.Ordinal)) + 1;
        await live.Session.SetBreakpointsAsync(path, [new BreakpointSpec.Line(path, line)], CancellationToken.None);
        await live.RunAsync(s => s.Continue());
        await live.Session.SetBreakpointsAsync(path, [], CancellationToken.None);
        live.Session.Image!.Elf.Symbols.TryFind("g_stop", out var stopSwitch);
        live.Host.Use(board => board.Bus.TryWrite((uint)stopSwitch.Address.Value, 4, BusMaster.Debugger, 1));
        await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Task<StopReport> step = live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        var never = live.Session.Image!.Info.FindFunctions("never_returns")[0];
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!never.Contains(new(live.Registers()[15])))
            await tick.WaitForNextTickAsync();
        await live.Session.PauseAsync();
        StopReport stop = await step;
        Assert.That(stop.Reason, Is.EqualTo(StopReason.Pause));
        Assert.That(stop.Text, Does.Contain("The step from main").And.Contain("is in never_returns"));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [Test]
    public async Task Step_LinkDiesInTheMiddle_EndsTheSession()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("steps-gcc-O0");
        live.Session.Step(StepKind.Over, byInstruction: false);
        await live.Rsp.DisposeAsync();
        Assert.That(async () => await live.Session.StackAsync(0, 1, CancellationToken.None), Throws.Exception);
    }

    [Test]
    public async Task StepLine_CodeWithoutSource_StepsOneInstructionAndSaysSo()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("steps-gcc-O0");
        Assert.That(live.Session.Image!.Elf.Symbols.TryFind("blind_call", out var blind), Is.True);
        await live.Session.SetBreakpointsAsync("instructions", [new BreakpointSpec.Instruction((uint)blind.CodeAddress.Value)], CancellationToken.None);
        await live.RunAsync(s => s.Continue());
        uint pc = live.Registers()[15];
        StopReport stop = await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(stop.Text, Does.StartWith("No source for this code"));
        Assert.That(live.Registers()[15] - pc, Is.AnyOf(2u, 4u));
    }

    private static async Task<LiveBoard> AtStraightAsync()
    {
        LiveBoard live = await LiveBoard.StartAsync("gcc-O0-dwarf5");
        await live.BreakAtAsync("BP_STRAIGHT");
        await live.RunAsync(s => s.Continue());
        await live.ClearAsync("BP_STRAIGHT");
        return live;
    }

    private static void Write(VirtualBoard.Board board, uint address, byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            board.Bus.TryWrite(address + (uint)i, 1, BusMaster.Debugger, bytes[i]);
    }
}
