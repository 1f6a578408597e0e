using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

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

    [Test]
    [CancelAfter(180_000)]
    public async Task Launch_LoadFiles_WritesHexAndBinBesideEachOther_AndNothingTheSecondTime()
    {
        if (ExternalProgram.Find("arm-none-eabi-objcopy") is not { } objcopy) { Assert.Ignore("arm-none-eabi-objcopy is not installed"); return; }
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null);
        string hex = Path.Combine(chip.Folder, "fw.hex"), settings = Path.Combine(chip.Folder, "settings.bin");
        await ExternalProgram.RunAsync(objcopy, ["-O", "ihex", Firmware.ImagePath(Image), hex]);
        await File.WriteAllBytesAsync(settings, [0x78, 0x56, 0x34, 0x12, 0xef, 0xbe]);
        JsonObject configuration = chip.LaunchConfiguration(Firmware.ImagePath(Image));
        configuration["loadFiles"] = new JsonArray(hex, settings + "@0x80ffe");

        Assert.That(await LaunchAsync(configuration), Does.Contain("fw.hex: ").And.Contain("settings.bin: 6 bytes were written and verified").And.Not.Contain("nothing was written"));
        Assert.That(Convert.ToHexString(chip.Bytes(0x80ffc, 12)), Is.EqualTo("FFFF78563412EFBEFFFFFFFF"), "across two blocks");
        Assert.That(await LaunchAsync(configuration), Does.Not.Contain("were written").And.Contain("fw.hex: The image is on the target already").And.Contain("settings.bin: The image is on"));
        await File.WriteAllTextAsync(hex, (await File.ReadAllTextAsync(hex)).Replace(":00000001FF", ":00000001FE", StringComparison.Ordinal));
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => LaunchAsync(configuration)))!;
        Assert.That(refused.ShownMessage, Does.Contain("fw.hex', line ").And.Contain("the checksum is FE and should be FF"));
    }

    /// <summary>One session: launch, run to a breakpoint, leave.</summary>
    /// <returns>What the adapter told the user.</returns>
    private static async Task<string> LaunchAsync(int port)
    {
        JsonObject configuration = DebugSession.Configuration("openocd", Firmware.ImagePath(Image));
        configuration["configFiles"] = new JsonArray("interface/stlink-dap.cfg");
        configuration["openOCDLaunchCommands"] = new JsonArray($"st-link backend tcp {port}", "transport select dapdirect_swd", "source [find target/nrf52.cfg]");
        return await LaunchAsync(configuration);
    }

    private static async Task<string> LaunchAsync(JsonObject configuration)
    {
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        Assert.That(top.Function, Is.EqualTo("leaf"));
        await session.Client.RequestAsync("disconnect");
        return session.Client.Output;
    }
}
