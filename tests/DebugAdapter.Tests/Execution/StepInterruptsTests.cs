using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>What a step does with interrupts that are pending: <c>mask</c>, <c>run</c> and <c>enter</c> differ.</summary>
[TestFixture]
public sealed class StepInterruptsTests
{
    private const uint SetPending = 0xE000_E200;
    private const uint Inner = 1u << 20, Outer = 1u << 21;

    [TestCase("mask", 0, 0)]
    [TestCase("run", 1, 0)]
    [TestCase("enter", 0, 36)]
    public async Task StepInstruction_InterruptPending_IsMaskedRunOrEntered(string policy, int handled, int ipsr)
    {
        await using LiveBoard live = await AtStraightAsync(policy);
        uint pc = live.Registers()[15];
        Pend(live, Inner);
        StopReport stop = await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        uint[] after = live.Registers();
        Assert.That(after[16] & 0x1FF, Is.EqualTo((uint)ipsr));
        Assert.That(await CountAsync(live, "g_inner_irq_count"), Is.EqualTo(handled));
        if (policy == "enter")
            Assert.That(stop.Text, Does.Contain("IRQ 20"));
        else
            Assert.That(after[15] - pc, Is.AnyOf(2u, 4u), "the instruction has run, and that one alone");
    }

    [TestCase("mask")]
    [TestCase("run")]
    public async Task StepLine_InterruptPending_EndsOnTheNextLine(string policy)
    {
        await using LiveBoard live = await AtStraightAsync(policy);
        for (int line = (await live.TopAsync()).Line; line < Firmware.Mark("BP_STRAIGHT_END").Line; line++)
        {
            Pend(live, Inner | Outer);
            await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
            StackFrame top = await live.TopAsync();
            Assert.That((top.Name, top.Line), Is.EqualTo(("straight", line + 1)));
        }
    }

    [Test]
    public async Task StepLine_EnterAndInterruptPending_EndsInTheHandler()
    {
        await using LiveBoard live = await AtStraightAsync("enter");
        Pend(live, Inner);
        StopReport stop = await live.RunAsync(s => s.Step(StepKind.Over, byInstruction: false));
        Assert.That(stop.Text, Does.Contain("IRQ 20"));
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("SWI0_EGU0_IRQHandler"));
        await live.RunAsync(s => s.StepOut());
        Assert.That((await live.TopAsync()).Name, Is.EqualTo("straight"), "out of the handler is back at the interrupted line");
    }

    [Test]
    public async Task StepInstruction_RunAndHandlerThatIsPreempted_RunsBoth()
    {
        await using LiveBoard live = await AtStraightAsync("run");
        int inner = await CountAsync(live, "g_inner_irq_count");
        Pend(live, Outer);       // its handler pends the inner one, which preempts it
        await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        Assert.That(await CountAsync(live, "g_outer_irq_count"), Is.EqualTo(1));
        Assert.That(await CountAsync(live, "g_inner_irq_count"), Is.EqualTo(inner + 1));
        Assert.That(await CountAsync(live, "g_max_nesting"), Is.EqualTo(2));
    }

    [Test]
    public async Task StepInstruction_RunInsideAHandler_CountsThePreemption()
    {
        await using LiveBoard live = await AtStraightAsync("run");
        await live.BreakAtAsync("BP_OUTER_IRQ");
        Pend(live, Outer);
        await live.RunAsync(s => s.Continue());
        Pend(live, Inner);
        uint pc = live.Registers()[15];
        await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        Assert.That(live.Registers()[16] & 0x1FF, Is.EqualTo(37u));
        Assert.That(live.Registers()[15] - pc, Is.AnyOf(2u, 4u));
        Assert.That(live.Session.StepStatistics.Interrupts, Is.EqualTo(new Dictionary<uint, int> { [36] = 1 }));
        Assert.That(live.Session.StepStatistics.Preemptions, Is.EqualTo(1));
        Assert.That(live.Session.DescribeSteps(), Does.Contain("1 interrupts at a step (IRQ 20 1; 1 preempted a handler"));
    }

    [Test]
    public async Task StepInstruction_RunWithSysTickAtEachStep_NeverEndsInTheHandler()
    {
        await using LiveBoard live = await AtStraightAsync("run");
        const uint InterruptControl = 0xE000_ED04, PendSysTick = 1u << 26;
        for (int i = 0; i < 30; i++)
        {
            live.Host.Use(board => board.Bus.TryWrite(InterruptControl, 4, VirtualBoard.Memory.BusMaster.Debugger, PendSysTick));
            await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
            Assert.That(live.Registers()[16] & 0x1FF, Is.Zero);
        }

        Assert.That(live.Session.StepStatistics.Interrupts[15], Is.EqualTo(30));
        Assert.That(live.ArmedComparators(), Is.Zero);
    }

    [TestCase("run")]
    [TestCase("enter")]
    public async Task Continue_FromABreakpointWithAnInterruptPending_DoesNotHitItAgain(string policy)
    {
        await using LiveBoard live = await AtStraightAsync(policy, keep: true);
        await live.BreakAtAsync("BP_STRAIGHT", "BP_STRAIGHT_END");
        Pend(live, Inner);
        await live.RunAsync(s => s.Continue());
        Assert.That((await live.TopAsync()).Line, Is.EqualTo(Firmware.Mark("BP_STRAIGHT_END").Line));
        Assert.That(await CountAsync(live, "g_inner_irq_count"), Is.EqualTo(1));
    }

    [Test]
    public async Task Detach_AfterSteps_RestoresTheServerAndTellsTheFigures()
    {
        await using LiveBoard live = await LiveBoard.StartAsync("gcc-O0-dwarf5", traits: Traits("run") with { RestoreSteps = new StepMasking.Monitor("maskisr on") });
        await live.Rsp.MonitorAsync("maskisr off", CancellationToken.None);
        await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        await live.Session.DetachAsync(leaveHalted: true, CancellationToken.None);
        Assert.That(live.Output, Has.Some.Contains("Steps: 1 instructions stepped"));
        Pend(live, Inner);
        await live.Rsp.ResumeAsync(RspClient.Packets.ResumeAction.Step.Instance, CancellationToken.None);
        Assert.That(live.Registers()[16] & 0x1FF, Is.Zero, "the board masks again");
    }

    private static LinkTraits Traits(string policy) => new() { StepsLetInterruptsIn = policy != "mask", UsesChecksum = true };

    private static async Task<LiveBoard> AtStraightAsync(string policy, bool keep = false)
    {
        LiveBoard live = await LiveBoard.StartAsync(
            "gcc-O0-dwarf5", new BoardTargetOptions { MasksInterrupts = policy == "mask" },
            new SessionOptions { Interrupts = Enum.Parse<InterruptPolicy>(policy, ignoreCase: true) }, Traits(policy));
        await live.BreakAtAsync("BP_STRAIGHT");
        await live.RunAsync(s => s.Continue());
        if (!keep)
            await live.ClearAsync("BP_STRAIGHT");
        return live;
    }

    private static void Pend(LiveBoard live, uint interrupts) =>
        live.Host.Use(board => board.Bus.TryWrite(SetPending, 4, VirtualBoard.Memory.BusMaster.Debugger, interrupts));

    private static async Task<int> CountAsync(LiveBoard live, string variable)
    {
        VariableView value = await live.Session.EvaluateAsync(variable, null, allowWrites: false, FormatOptions.Default, CancellationToken.None);
        return int.Parse(value.Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
