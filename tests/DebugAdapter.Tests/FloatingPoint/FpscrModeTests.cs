using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

/// <summary>Launch key <c>fpscr</c> against a server that alters FPSCR at its steps.</summary>
[TestFixture]
public sealed class FpscrModeTests
{
    private const uint Altered = 0x0040_0000;

    [Test]
    public async Task Step_Restore_UndoesTellsAndCounts()
    {
        (LiveBoard live, uint before) = await StepAsync(FpscrMode.Restore, steps: 1);
        await using (live)
        {
            Assert.That(live.Registers()[17], Is.EqualTo(before));
            Assert.That(live.Session.FpscrCounts, Is.EqualTo((1, 1)));
            Assert.That(live.Output, Has.One.Contains("was restored"));
            Assert.That(live.Session.DescribeSteps(), Does.Contain("altered by the server 1 times, restored 1 times"));
        }
    }

    [Test]
    public async Task Step_RestoreAndServerDoesItAtEachStep_UndoesEachTime()
    {
        (LiveBoard live, uint before) = await StepAsync(FpscrMode.Restore, steps: 3);
        await using (live)
        {
            Assert.That(live.Session.FpscrCounts, Is.EqualTo((3, 3)));
            Assert.That(live.Registers()[17], Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Step_Report_TellsAndLeavesIt()
    {
        (LiveBoard live, uint before) = await StepAsync(FpscrMode.Report, steps: 1);
        await using (live)
        {
            Assert.That(live.Registers()[17], Is.EqualTo(before ^ Altered));
            Assert.That(live.Session.FpscrCounts, Is.EqualTo((1, 0)));
            Assert.That(live.Output, Has.One.Contains("\"fpscr\": \"report\""));
        }
    }

    [Test]
    public async Task Step_Off_DoesNotLook()
    {
        (LiveBoard live, uint before) = await StepAsync(FpscrMode.Off, steps: 1);
        await using (live)
        {
            Assert.That(live.Registers()[17], Is.EqualTo(before ^ Altered));
            Assert.That(live.Session.FpscrCounts, Is.EqualTo((0, 0)));
            Assert.That(live.Output, Is.Empty);
        }
    }

    private static async Task<(LiveBoard Live, uint Before)> StepAsync(FpscrMode mode, int steps)
    {
        LiveBoard live = await LiveBoard.StartAsync(
            "gcc-O0-dwarf5",
            new BoardTargetOptions { Tampering = new RegisterTampering(CortexMRegisters.Fpscr, Altered) },
            new SessionOptions { Fpscr = mode });
        await live.BreakAtAsync("BP_STRAIGHT");
        await live.RunAsync(s => s.Continue());
        await live.ClearAsync("BP_STRAIGHT");
        live.Output.Clear();
        uint before = live.Registers()[17];
        for (int i = 0; i < steps; i++)
            await live.RunAsync(s => s.Step(StepKind.Into, byInstruction: true));
        return (live, before);
    }
}
