using System.Runtime.CompilerServices;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>The published runs on real servers, short; docs/measures.md has the long ones. RSP_DEBUG_LONG=1 makes them long here too.</summary>
[TestFixture]
[NonParallelizable]
public sealed class LiveServerTests
{
    private const string Variant = "gcc-O0-dwarf5";

    private static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    [Test]
    public async Task RunAsync_QemuWithInterruptsLetIn_EveryStepSucceeds()
    {
        if (ExternalProgram.Find("qemu-system-arm") is null) Assert.Ignore("qemu-system-arm is not installed");
        object configuration = new { servertype = "qemu", executable = Firmware.ImagePath(Variant), stepInterrupts = "enter" };
        StepTally tally = await RunAsync(configuration, new StepBenchOptions { Steps = IsLong ? 100_000 : 300, MayEnterHandlers = true, StepsBetweenMoves = 100 }, static q => q);
        Assert.That(tally.Causes, Is.Empty, Describe(tally));
    }

    // maskisr | handlers may be entered
    [TestCase("on", false)]
    [TestCase("steponly", false)]
    [TestCase("off", true)]
    public async Task RunAsync_OpenOcdOverTheVirtualProbe_EveryStepSucceeds(string mask, bool mayEnter)
    {
        StepTally tally = await RunOpenOcdAsync(mask, mayEnter);
        Assert.That(tally.Causes, Is.Empty, Describe(tally));
    }

    [Test]
    public async Task RunAsync_OpenOcdAuto_FailsByHandlersThatRanAlone()
    {
        StepTally tally = await RunOpenOcdAsync("auto", mayEnter: false);
        Assert.That(tally.Causes.Keys, Is.SubsetOf(new[] { StepCause.InterruptEntered }), Describe(tally));
    }

    private static async Task<StepTally> RunOpenOcdAsync(string mask, bool mayEnter)
    {
        if (ExternalProgram.Find("openocd") is null) Assert.Ignore("openocd is not installed");
        string elf = Firmware.ImagePath(Variant);
        BoardServer board = BoardServer.Start(elf, null, 0, null, new InterruptStormOptions(1, 4000));
        await using ConfiguredAsyncDisposable ending = board.ConfigureAwait(false);
        object configuration = new
        {
            servertype = "openocd",
            executable = elf,
            loadFiles = Array.Empty<string>(),
            stepInterrupts = mayEnter ? "enter" : "mask",
            configFiles = new[] { "interface/stlink-dap.cfg" },
            openOCDLaunchCommands = new[] { $"st-link backend tcp {board.StLink!.Port}", "transport select dapdirect_swd", "source [find target/nrf52.cfg]" },
        };
        var options = new StepBenchOptions { Steps = IsLong ? 10_000 : 120, Mode = IsLong ? StepMode.Mix : StepMode.Instruction, MayEnterHandlers = mayEnter, StepsBetweenMoves = IsLong ? 250 : 0, Limit = TimeSpan.FromSeconds(30) };
        var means = new StepMasking.Monitor($"cortex_m maskisr {mask}");
        return await RunAsync(configuration, options, quirks => quirks with { MaskSteps = means, EnterHandlers = means }, knowsFpscr: true);
    }

    private static async Task<StepTally> RunAsync(object configuration, StepBenchOptions options, Func<ServerQuirks, ServerQuirks> adapt, bool knowsFpscr = false)
    {
        LaunchReading launch = LaunchReader.Read(JsonSerializer.SerializeToElement(configuration), LaunchRequest.Launch);
        HeadlessSession session = await HeadlessSession.StartAsync(launch, static (_, _) => { }, null, adapt, CancellationToken.None);
        await using ConfiguredAsyncDisposable leaving = session.ConfigureAwait(false);
        StepTally tally = await new StepBench(session, options).RunAsync(null, CancellationToken.None);
        Assert.That(tally.Steps, Is.EqualTo(options.Steps), Describe(tally));
        Assert.That(session.Session.FpscrTrust, knowsFpscr ? Is.AnyOf(FpscrTrust.Unproven, FpscrTrust.Proven) : Is.EqualTo(FpscrTrust.Unverifiable), "the core's own answer to which register is FPSCR");
        return tally;
    }

    private static string Describe(StepTally tally) =>
        string.Join('\n', tally.Failures.Take(10).Select(f => $"{f.Step} {f.Outcome.Mode} 0x{f.Outcome.Pc:x}: {f.Outcome.Failure!.Cause} {f.Outcome.Failure.Text}"));
}
