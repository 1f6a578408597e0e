using System.Text.Json;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Qemu;

[TestFixture]
public sealed class RunControlTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_RunToMain_StopsAtTheFirstLineOfMain()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await using DebugSession session = await DebugSession.StartAsync();
        System.Text.Json.Nodes.JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath("gcc-O0-dwarf5"));
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        JsonElement stopped = await session.Client.EventAsync("stopped");
        Frame top = (await session.StackAsync())[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("entry"));
            Assert.That((top.Function, top.Line), Is.EqualTo(("main", Firmware.Mark("BP_MAIN").Line)));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Pause_Running_StopsAndContinueRunsOn()
    {
        await using DebugSession session = await DebugSession.RunOnQemuAsync("gcc-Og-dwarf5");
        List<string> rounds = [];
        for (int time = 0; time < 3; time++)
        {
            await session.Client.RequestAsync("pause", new { threadId = 1 });
            Frame top = await session.StoppedAsync("pause");
            rounds.Add(await session.EvaluateAsync("g_systick_count + g_loops", top));
            await session.Client.RequestAsync("continue", new { threadId = 1 });
        }
        Assert.That(rounds.Select(int.Parse), Is.Ordered);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task SetBreakpoints_WhileRunning_IsHitWithoutAPause()
    {
        await using DebugSession session = await DebugSession.RunOnQemuAsync("gcc-Og-dwarf5");
        IReadOnlyList<JsonElement> breakpoints = await session.SetBreakpointsAsync("BP_SYSTICK");
        Frame top = await session.StoppedAsync("breakpoint");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(breakpoints[0].GetProperty("verified").GetBoolean(), Is.True);
            Assert.That(top.Function, Is.EqualTo("SysTick_Handler"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task SetFunctionBreakpoints_QualifiedAndPlainNames_StopAfterThePrologue()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await session.BeginAsync("launch", DebugSession.Configuration("qemu", Firmware.ImagePath("gcc-O0-dwarf5")));
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "geometry::Circle::area" }, new { name = "leaf" } } });
        await session.FinishStartAsync();
        Frame first = await session.StoppedAsync("function breakpoint");
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "geometry::Circle::area" } } });
        Frame second = await session.RunAsync("continue", "function breakpoint");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Function, first.Line), Is.EqualTo(("leaf", Firmware.Mark("BP_LEAF").Line - 1)));
            Assert.That((second.Function, second.Line), Is.EqualTo(("geometry::Circle::area", Firmware.Mark("BP_CIRCLE_AREA").Line)));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task SetBreakpoints_HitCountAndLogPoint_AreCountedAndPrinted()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        await session.BeginAsync("launch", DebugSession.Configuration("qemu", Firmware.ImagePath("gcc-O0-dwarf5")));
        FirmwareMark leaf = Firmware.Mark("BP_LEAF"), recursion = Firmware.Mark("BP_RECURSION_UP");
        await session.Client.RequestAsync("setBreakpoints", new
        {
            source = new { path = leaf.Path },
            breakpoints = new object[] { new { line = leaf.Line, logMessage = "leaf of {x}" }, new { line = recursion.Line, hitCondition = "3" } },
        });
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await session.EvaluateAsync("n", top), Is.EqualTo("4"), "the third return of factorial(5) is that of n = 4");
            Assert.That(session.Client.Output, Does.Contain("leaf of 0").And.Contain("leaf of 1"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Attach_ExternalServer_LeavesTheTargetRunningAtDisconnect()
    {
        using QemuMachine machine = await QemuMachine.StartAsync(Firmware.ImagePath("gcc-Og-dwarf5"));
        await using (DebugSession session = await DebugSession.StartAsync())
        {
            System.Text.Json.Nodes.JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath("gcc-Og-dwarf5"));
            configuration["gdbTarget"] = machine.GdbTarget;
            await session.BeginAsync("attach", configuration);
            await session.SetBreakpointsAsync("BP_ROUND_DONE");
            await session.FinishStartAsync();
            await session.StoppedAsync("breakpoint");
            Assert.That(await session.EndAsync(), Is.Zero);
        }
        // The counter is beyond the stop in round 0 only if the target went on, and no breakpoint of ours is left.
        string output = await Gdb.RunAsync(Firmware.ImagePath("gcc-Og-dwarf5"), $"target remote {machine.GdbTarget}", "tbreak round_done if round > 20", "continue",
            """printf "round %d failures %d\n", round, g_check_failures""", "kill");
        Assert.That(output, Does.Match(@"round \d{2,} failures 0"));
    }

    [TestCase(true)]
    [TestCase(false)]
    [CancelAfter(60_000)]
    public async Task ServerKilled_RunningOrHalted_EndsTheSessionWithTheSignal(bool isRunning)
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        string image = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.elf");
        File.Copy(Firmware.ImagePath("gcc-Og-dwarf5"), image);
        try
        {
            await using DebugSession session = await DebugSession.StartAsync();
            await session.BeginAsync("launch", DebugSession.Configuration("qemu", image));
            if (!isRunning) await session.SetBreakpointsAsync("BP_LEAF");
            await session.FinishStartAsync();
            if (!isRunning) await session.StoppedAsync("breakpoint");
            // The adapter's watchdog has the name among its arguments too; it is not the one to end, and ends with its server.
            using (var server = System.Diagnostics.Process.GetProcessById(RunningProcesses.WithArgument(image, "qemu").Single())) server.Kill();
            await session.Client.EventAsync("terminated");
            Assert.That(session.Client.Output, Does.Contain("QEMU was ended by signal 9"));
            Assert.That(await session.EndAsync(), Is.Zero);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Disconnect_OfALaunch_EndsServerAndAdapter()
    {
        // A name that no other process has.
        string image = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.elf");
        File.Copy(Firmware.ImagePath("gcc-Og-dwarf5"), image);
        try
        {
            LiveTool.Require("qemu-system-arm", "qemu-system-arm");
            await using DebugSession session = await DebugSession.StartAsync();
            await session.BeginAsync("launch", DebugSession.Configuration("qemu", image));
            await session.SetBreakpointsAsync("BP_LEAF");
            await session.FinishStartAsync();
            await session.StoppedAsync("breakpoint");
            Assert.That(RunningProcesses.WithArgument(image), Is.Not.Empty);
            int code = await session.EndAsync();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(code, Is.Zero);
                Assert.That(RunningProcesses.WithArgument(image), Is.Empty);
            }
        }
        finally
        {
            File.Delete(image);
        }
    }
}
