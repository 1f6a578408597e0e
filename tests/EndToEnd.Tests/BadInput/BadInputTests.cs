using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.BadInput;

/// <summary>What a user sees when something is wrong: one message with the next action, no stack trace, and an adapter that ends cleanly.</summary>
[TestFixture]
public sealed class BadInputTests
{
    private const string Image = "gcc-O0-dwarf5";

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_MissingElf_NamesTheFileAndTheKey()
    {
        string message = await RefusedAsync("launch", DebugSession.Configuration("qemu", "/nowhere/firmware.elf"));
        Assert.That(message, Does.Contain("/nowhere/firmware.elf").And.Contain("executable"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_NotAnElf_SaysSo()
    {
        string message = await RefusedAsync("launch", DebugSession.Configuration("qemu", Firmware.SourcePath("main.c")));
        Assert.That(message, Does.Contain("main.c").And.Contain("ELF"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_TruncatedElf_SaysSo()
    {
        string image = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.elf");
        await File.WriteAllBytesAsync(image, (await File.ReadAllBytesAsync(Firmware.ImagePath(Image)))[..20_000]);
        try
        {
            string message = await RefusedAsync("launch", DebugSession.Configuration("qemu", image));
            Assert.That(message, Does.Contain(Path.GetFileName(image)));
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_ElfWithoutDebugInformation_TellsTheFlagAndStillDebugsBySymbol()
    {
        string objcopy = LiveTool.Require("arm-none-eabi-objcopy", "binutils-arm-none-eabi");
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        string image = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.elf");
        using (ServerProcess strip = new(objcopy, ["--strip-debug", Firmware.ImagePath(Image), image])) await strip.WaitForEndAsync(TimeSpan.FromSeconds(20));
        try
        {
            await using DebugSession session = await DebugSession.StartAsync();
            await session.BeginAsync("launch", DebugSession.Configuration("qemu", image));
            await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "leaf" } } });
            await session.FinishStartAsync();
            Frame top = await session.StoppedAsync("function breakpoint");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(session.Client.Output, Does.Contain("no debug information").And.Contain("-g"));
                Assert.That(top.Function, Is.EqualTo("leaf"));
            }
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Attach_NobodyAtThePort_NamesTheAddress()
    {
        JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath(Image));
        string target = $"127.0.0.1:{FreePort.Find()}";
        configuration["gdbTarget"] = target;
        configuration["timeouts"] = new JsonObject { ["connect"] = 500 };
        Assert.That(await RefusedAsync("attach", configuration), Does.Contain(target));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_ServerProgramMissing_NamesIt()
    {
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath(Image));
        configuration["serverpath"] = "/nowhere/qemu";
        Assert.That(await RefusedAsync("launch", configuration), Does.Contain("/nowhere/qemu").And.Contain("serverpath"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_ServerEndsAtOnce_ShowsItsLastLinesAndExitCode()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath(Image));
        configuration["machine"] = "no-such-machine";
        Assert.That(await RefusedAsync("launch", configuration), Does.Contain("unsupported machine type").And.Contain("1"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_UnknownKey_WarnsWithTheNearestAndGoesOn()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath(Image));
        configuration["runToEntrypoint"] = "main";
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.Client.Output, Does.Contain("runToEntrypoint").And.Contain("runToEntryPoint"));
            Assert.That(top.Function, Is.EqualTo("leaf"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_TwoWrongValues_TellsBothAtOnce()
    {
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath(Image));
        configuration["stepInterrupts"] = "sometimes";
        configuration["fpscr"] = 7;
        Assert.That(await RefusedAsync("launch", configuration), Does.Contain("stepInterrupts").And.Contain("fpscr"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Server_KilledWhileHalted_EndsTheSessionWithAMessage() => await KillAsync(running: false);

    [Test]
    [CancelAfter(60_000)]
    public async Task Server_KilledWhileRunning_EndsTheSessionWithAMessage() => await KillAsync(running: true);

    [Test]
    [CancelAfter(60_000)]
    public async Task Requests_BeforeLaunchAndUnknownOnes_AreRefusedAndTheAdapterLives()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        foreach (string command in new[] { "continue", "stackTrace", "noSuchRequest" })
        {
            DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.Client.RequestAsync(command, new { threadId = 1 }));
            AssertIsForUsers(refused!.ShownMessage);
        }
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    private static async Task KillAsync(bool running)
    {
        using QemuMachine machine = await QemuMachine.StartAsync(Firmware.ImagePath(Image));
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath(Image));
        configuration["gdbTarget"] = machine.GdbTarget;
        configuration["timeouts"] = new JsonObject { ["reconnectMs"] = 300 };
        await session.BeginAsync("attach", configuration);
        if (!running) await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        if (running) await session.Client.RequestAsync("threads");
        else await session.StoppedAsync("breakpoint");
        machine.Kill();
        if (!running)
        {
            // Halted, nothing moves on the link: the loss shows at the next use.
            await session.Client.SendAsync("next", new { threadId = 1 });
        }
        await session.Client.EventAsync("terminated");
        AssertIsForUsers(session.Client.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.Client.Output, Does.Contain("server").IgnoreCase);
            Assert.That(await session.EndAsync(), Is.Zero);
        }
    }

    /// <summary>The message of a refused start; the adapter must then still end in order.</summary>
    private static async Task<string> RefusedAsync(string command, JsonObject configuration)
    {
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync(command, configuration));
        AssertIsForUsers(refused!.ShownMessage);
        Assert.That(await session.EndAsync(), Is.Zero);
        return refused.ShownMessage;
    }

    private static void AssertIsForUsers(string message)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message, Is.Not.Empty);
            Assert.That(message, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        }
    }
}
