using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>The ports of OpenOCD that another OpenOCD has: the message names the port, who has it, and what to do.</summary>
[TestFixture]
[Platform("Linux", Reason = "the holder of a port is looked up in /proc")]
[CancelAfter(120_000)]
public sealed class TakenPortTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [TestCase("gdb_port")]
    [TestCase("telnet_port")]
    [TestCase("tcl_port")]
    public async Task Launch_PortOfAnotherOpenOcd_IsNamedWithItsHolder(string which)
    {
        await using OpenOcdChip other = OpenOcdChip.Start(Image);
        await other.StartOpenOcdAsync();
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["openOCDPreConfigLaunchCommands"] = new JsonArray($"{which} {other.GdbPort}");
        string message = await RefusedAsync(configuration);
        Assert.That(message, Does.Contain($"could not listen on port {other.GdbPort}: openocd (process {other.OpenOcdId}) has it."));
        Assert.That(message, Does.Contain("End that program").And.Contain("Address already in use"));
    }

    private static async Task<string> RefusedAsync(JsonObject configuration)
    {
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", configuration)))!;
        Assert.That(await session.EndAsync(), Is.Zero);
        return refused.ShownMessage;
    }
}
