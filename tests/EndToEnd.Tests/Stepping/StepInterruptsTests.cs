using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.OpenOcd;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Stepping;

/// <summary>Launch key <c>stepInterrupts</c> on real servers: an interrupt that is pending at a step waits, runs to its end, or is entered.</summary>
[TestFixture]
public sealed class StepInterruptsTests
{
    private const string Image = "gcc-Og-dwarf5";
    // The firmware pends an interrupt within so many instructions.
    private const int Steps = 10;

    [TestCase("mask", false, 0)]
    [TestCase("run", false, 1)]
    [TestCase("enter", true, 0)]
    [CancelAfter(60_000)]
    public async Task StepInstruction_QemuWithAnInterruptPending_DoesAsConfigured(string policy, bool isEntered, int handled)
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath(Image));
        configuration["stepInterrupts"] = policy;
        await session.BeginAsync("launch", configuration);
        await CheckAsync(session, isEntered, handled);
    }

    [TestCase("mask", false, 0)]
    [TestCase("run", false, 1)]
    [TestCase("enter", true, 0)]
    [CancelAfter(120_000)]
    public async Task StepInstruction_OpenOcdWithAnInterruptPending_DoesAsConfigured(string policy, bool isEntered, int handled)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Firmware.ImagePath(Image));
        await chip.StartOpenOcdAsync();
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.AttachConfiguration(Firmware.ImagePath(Image));
        configuration["stepInterrupts"] = policy;
        await session.BeginAsync("attach", configuration);
        await CheckAsync(session, isEntered, handled);
    }

    private static async Task CheckAsync(DebugSession session, bool isEntered, int handled)
    {
        await session.SetBreakpointsAsync("BP_TRIGGER");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("exceptions.c");
        int before = await CountAsync(session, top);
        List<string> functions = [];
        for (int step = 0; step < Steps && !functions.Exists(IsHandler); step++)
        {
            top = await session.RunAsync("stepIn", granularity: "instruction");
            functions.Add(top.Function);
        }

        Assert.That(functions.Exists(IsHandler), Is.EqualTo(isEntered), string.Join(' ', functions));
        Assert.That(await CountAsync(session, top) - before, Is.EqualTo(handled));
        Assert.That(await session.EvaluateAsync("maint steps", top, "repl"), Does.StartWith("Steps: "));
    }

    private static bool IsHandler(string function) => function.EndsWith("Handler", StringComparison.Ordinal);

    private static async Task<int> CountAsync(DebugSession session, Frame frame) =>
        int.Parse(await session.EvaluateAsync("g_outer_irq_count", frame), System.Globalization.CultureInfo.InvariantCulture);
}
