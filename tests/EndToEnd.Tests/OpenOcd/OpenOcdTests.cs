using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

[TestFixture]
public sealed class OpenOcdTests
{
    private const string Image = "gcc-Og-dwarf5";

    [Test]
    [CancelAfter(120_000)]
    public async Task Attach_BreakpointInFlash_StopsByHardwareWithStackAndArguments()
    {
        await using OpenOcdChip chip = await StartChipAsync();
        await using DebugSession session = await AttachAsync(chip, "BP_MANY_ARGUMENTS");
        Frame top = await session.StoppedAsync("breakpoint");
        IReadOnlyList<Frame> stack = await session.StackAsync();
        IReadOnlyDictionary<string, Variable> locals = await session.LocalsAsync(top);
        byte[] code = await session.ReadMemoryAsync(top.Pc!, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stack.Select(frame => frame.Function), Is.EqualTo(new[] { "many_arguments", "run_calls", "main", "Reset_Handler" }));
            Assert.That(locals["a"].Value, Is.EqualTo("1"));
            Assert.That(Convert.ToHexString(code), Is.Not.EqualTo("11BE"), "a software breakpoint was written to flash");
        }
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task StepInstruction_TwoHundredTimes_StaysOnTheMainPath()
    {
        await using OpenOcdChip chip = await StartChipAsync();
        await using DebugSession session = await AttachAsync(chip, "BP_LOOP");
        await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("main.c");
        List<string> functions = [];
        for (int step = 0; step < 200; step++) functions.Add((await session.RunAsync("stepIn", granularity: "instruction")).Function);
        Assert.That(functions.Where(name => name.EndsWith("Handler", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Next_OverACall_StopsOnTheNextLineOfTheSameFrame()
    {
        await using OpenOcdChip chip = await StartChipAsync();
        await using DebugSession session = await AttachAsync(chip, "BP_MIDDLE");
        Frame before = await session.StoppedAsync("breakpoint");
        await session.ClearBreakpointsAsync("calls.c");
        Frame after = await session.RunAsync("next");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Function, Is.EqualTo("middle"));
            Assert.That(after.Line, Is.GreaterThan(before.Line).And.LessThanOrEqualTo(Firmware.Mark("BP_MIDDLE_END").Line));
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task SetBreakpoints_SevenInFlash_RefusesTheSeventhAndShowsTheBudget()
    {
        await using OpenOcdChip chip = await StartChipAsync();
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", chip.AttachConfiguration(Firmware.ImagePath(Image)));
        IReadOnlyList<JsonElement> breakpoints =
            await session.SetBreakpointsAsync("BP_LEAF", "BP_MIDDLE", "BP_OUTER", "BP_STRAIGHT", "BP_VLA", "BP_TAIL", "BP_MANY_ARGUMENTS");
        bool[] verified = [.. breakpoints.Select(breakpoint => breakpoint.GetProperty("verified").GetBoolean())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verified, Is.EqualTo(new[] { true, true, true, true, true, true, false }));
            Assert.That(breakpoints[6].GetProperty("message").GetString(), Does.Contain("6"));
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Disconnect_AfterAttach_LeavesTheTargetRunningWithoutBreakpoints()
    {
        await using OpenOcdChip chip = await StartChipAsync();
        await using (DebugSession session = await AttachAsync(chip, "BP_ROUND_DONE"))
        {
            await session.StoppedAsync("breakpoint");
            Assert.That(await session.EndAsync(), Is.Zero);
        }
        string output = await Gdb.RunAsync(Firmware.ImagePath(Image), $"target extended-remote 127.0.0.1:{chip.GdbPort}",
            """printf "fpb %x %x %x %x %x %x\n", *(int *)0xE0002008, *(int *)0xE000200C, *(int *)0xE0002010, *(int *)0xE0002014, *(int *)0xE0002018, *(int *)0xE000201C""",
            """printf "ran %d failures %d\n", g_loops > 1, g_check_failures""");
        Assert.That(output, Does.Contain("fpb 0 0 0 0 0 0").And.Contain("ran 1 failures 0"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Launch_StartsOpenOcdItself_AndRunsToMain()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Firmware.ImagePath(Image));
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Firmware.ImagePath(Image));
        configuration["loadFiles"] = new JsonArray();
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("entry");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((top.Function, top.Line), Is.EqualTo(("main", Firmware.Mark("BP_LOOP").Line)).Or.EqualTo(("main", Firmware.Mark("BP_MAIN").Line))
                .Or.EqualTo(("main", Firmware.Mark("BP_MAIN").Line + 1)));
            Assert.That(await session.EndAsync(), Is.Zero);
        }
    }

    private static async Task<OpenOcdChip> StartChipAsync()
    {
        OpenOcdChip chip = OpenOcdChip.Start(Firmware.ImagePath(Image));
        await chip.StartOpenOcdAsync();
        return chip;
    }

    private static async Task<DebugSession> AttachAsync(OpenOcdChip chip, params string[] marks)
    {
        DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", chip.AttachConfiguration(Firmware.ImagePath(Image)));
        await session.SetBreakpointsAsync(marks);
        await session.FinishStartAsync();
        return session;
    }
}
