using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>Configuration files that name a gdb port of their own: the session goes where OpenOCD is.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class OtherPortTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Launch_ConfigurationNamesItsOwnGdbPort_IsFollowed()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        int port = FreePort.Find();
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = ConfigurationWith(chip, $"gdb_port {port}");
        configuration["loadFiles"] = new JsonArray();
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        Assert.That(session.Client.Output, Does.Contain($"Listening on port {port} for gdb connections"));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task Launch_ConfigurationTakesTheGdbPortAway_IsRefusedWithTheReason()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = ConfigurationWith(chip, "gdb_port disabled");
        configuration["timeouts"] = new JsonObject { ["serverStartMs"] = 3_000_000 };
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", configuration)))!;
        Assert.That(refused.ShownMessage, Does.Contain("takes no debugger: its configuration says `gdb_port disabled`"));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    // In a file, as users have it.
    private static JsonObject ConfigurationWith(OpenOcdChip chip, string command)
    {
        JsonObject configuration = chip.LaunchConfiguration(Image);
        string file = Path.Combine(chip.Folder, "port.cfg");
        File.WriteAllText(file, command + "\n");
        configuration["configFiles"]!.AsArray().Add(file);
        return configuration;
    }
}
