using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>APPROTECT: the real OpenOCD on a chip whose debug port is locked.</summary>
[TestFixture]
public sealed class LockedChipTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [TestCase("launch")]
    [TestCase("attach")]
    [CancelAfter(120_000)]
    public async Task Start_LockedChip_NamesApprotectAndErasesNothing(string request)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image, isLocked: true);
        byte[] flash = chip.Bytes(0, 4096);
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync(request, chip.LaunchConfiguration(Image))))!;
        Assert.That(refused.ShownMessage, Does.Contain("APPROTECT").And.Contain("nrf52_recover").And.Contain("nrfjprog --recover").And.Contain("ERASES the whole chip").And.Contain("It printed last"));
        Assert.That(chip.Bytes(0, 4096), Is.EqualTo(flash));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Launch_WithTheCommandsThatTheMessageNames_UnlocksWritesAndRuns()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image, isLocked: true);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["openOCDLaunchCommands"] = new JsonArray("init", "nrf52_recover");
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        Assert.That(session.Client.Output, Does.Contain("erased and unlocked").And.Contain("bytes were written and verified"));
        await session.EndAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Attach_ToAnOpenOcdThatRefusesBecauseOfTheLock_SaysThatTheServerClosed()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image, isLocked: true);
        await chip.StartOpenOcdAsync();
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("attach", chip.AttachConfiguration(Image))))!;
        Assert.That(refused.ShownMessage, Does.Contain("closed the connection").And.Contain("server's last output"));
    }
}
