using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary><c>servertype: bmp</c>, by serial port and by TCP.</summary>
[TestFixture]
public sealed class BlackMagicTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    [CancelAfter(120_000)]
    [Platform("Linux,MacOsX", Reason = "pseudo terminals")]
    public async Task Launch_OverASerialPort_ScansWritesRunsAndRestarts()
    {
        await using BlackMagicProbe probe = new(image: null);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = Configuration(await probe.OpenTerminalAsync());
        configuration["powerOverBMP"] = "enable";
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        Assert.That((await session.RunAsync("continue")).Function, Is.EqualTo("leaf"));
        Frame stepped = await session.RunAsync("next");
        Assert.That(stepped.Line, Is.EqualTo(Firmware.Mark("BP_LEAF").Line + 1));
        await session.Client.RequestAsync("restart", new { });
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        Assert.That(session.Client.Output, Does.Contain("Nordic nRF52 M4").And.Contain("bytes were written and verified"));
        Assert.That(probe.Commands.Take(3), Is.EqualTo(new[] { "monitor tpwr enable", "monitor swdp_scan", "vAttach;1" }));
        Assert.That(probe.Commands.Count(static command => command == "vRun;"), Is.EqualTo(3), "before and after the download, and for the restart");
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Attach_OverTcp_PausesAndGoesOn()
    {
        await using BlackMagicProbe probe = new(Image);
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", Configuration(probe.Address));
        await session.FinishStartAsync();
        await session.Client.RequestAsync("pause", new { threadId = 1 });
        await session.StoppedAsync("pause");
        Assert.That(probe.Commands, Is.EqualTo(new[] { "monitor swdp_scan", "vAttach;1" }), "an attach resets nothing");
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_BreaksOverTcp_TheNewConnectionAttachesToTheTarget()
    {
        await using BlackMagicProbe probe = new(Image);
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", Configuration(probe.Address));
        await session.FinishStartAsync();
        await session.Client.RequestAsync("pause", new { threadId = 1 });
        await session.StoppedAsync("pause");
        probe.CutLink();
        await session.StoppedAsync("pause");
        Assert.That(session.Client.Output, Does.Contain("Connected again"));
        Assert.That(probe.Commands, Is.EqualTo(new[] { "monitor swdp_scan", "vAttach;1", "monitor swdp_scan", "vAttach;1" }));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    // what the scan finds | targetId | part of the message | another part
    [TestCase("", "1", "found no chip", "powerOverBMP")]
    [TestCase(" 1      Nordic nRF52 M4\n", "2", "no target 2", "targetId")]
    [TestCase(" 1      Nordic nRF52 M4\n", "nrf52", "no number", "targetId")]
    [TestCase(" 1      Nordic nRF52 M4\n 2      STM32F1\n", "2", "cannot attach to target 2", "STM32F1")]
    [TestCase(" 1      Nordic nRF52 Access Port (protected)\n", "1", "APPROTECT", "ERASES the whole chip")]
    [CancelAfter(60_000)]
    public async Task Launch_NoTarget_SaysWhatTheProbeFoundAndWhatToDo(string found, string targetId, string part, string other)
    {
        await using BlackMagicProbe probe = new(Image) { FindsTargets = found.Length > 0, Scan = "Target voltage: 3.3V\nAvailable Targets:\nNo. Att Driver\n" + found };
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = Configuration(probe.Address);
        configuration["targetId"] = targetId;
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", configuration)))!;
        Assert.That(refused.ShownMessage, Does.Contain(part).And.Contain(other).And.Contain("Target voltage"));
    }

    [TestCase("/dev/no-such-probe", "cannot be opened")]
    [TestCase("/dev/null", "not a serial port")]
    [CancelAfter(60_000)]
    [Platform("Linux,MacOsX", Reason = "device names")]
    public async Task Launch_NoSuchSerialPort_NamesTheKey(string device, string part)
    {
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", Configuration(device))))!;
        Assert.That(refused.ShownMessage, Does.Contain(device).And.Contain(part).And.Contain("BMPGDBSerialPort"));
    }

    private static JsonObject Configuration(string port)
    {
        JsonObject configuration = DebugSession.Configuration("bmp", Image);
        configuration["BMPGDBSerialPort"] = port;
        return configuration;
    }
}
