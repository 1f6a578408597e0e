using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>F5 on an empty chip: the real OpenOCD with its own nrf52.cfg programs the virtual board's flash.</summary>
[TestFixture]
public sealed class FlashTests
{
    private const string Image = "gcc-Og-dwarf5";

    [Test]
    [CancelAfter(180_000)]
    public async Task Launch_OnAnEmptyChip_WritesVerifiesAndRuns_AndWritesNothingTheSecondTime()
    {
        LiveTool.Require("openocd", "openocd");
        int port = FreePort.Find();
        using ServerProcess board = new(AdapterProgram.Path, ["board", "--stlink", $"{port}"]);
        await board.WaitForOutputAsync("ST-LINK on", TimeSpan.FromSeconds(30));

        Assert.That(await LaunchAsync(port), Does.Contain("bytes were written and verified"));
        Assert.That(await LaunchAsync(port), Does.Contain("nothing was written"));
    }

    /// <summary>One session: launch, run to a breakpoint, leave.</summary>
    /// <returns>What the adapter told the user.</returns>
    private static async Task<string> LaunchAsync(int port)
    {
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = DebugSession.Configuration("openocd", Firmware.ImagePath(Image));
        configuration["configFiles"] = new JsonArray("interface/stlink-dap.cfg");
        configuration["openOCDLaunchCommands"] = new JsonArray($"st-link backend tcp {port}", "transport select dapdirect_swd", "source [find target/nrf52.cfg]");
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        Assert.That(top.Function, Is.EqualTo("leaf"));
        await session.Client.RequestAsync("disconnect");
        return session.Client.Output;
    }
}
