using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.OpenOcd;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>A restart writes nothing and takes few packets, however large the image; counted in the adapter's own log.</summary>
[TestFixture]
public sealed class RestartCostTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    // server | most packets from `restart` to the stop in main with its stack
    [TestCase("virtual", 12)]
    [TestCase("openocd", 12)]
    [CancelAfter(180_000)]
    public async Task Restart_AfterALaunchThatWroteTheImage_SendsNoWriteAndFewPackets(string server, int mostPackets)
    {
        // The flash is empty, so that the launch has to write.
        await using OpenOcdChip? chip = server == "openocd" ? OpenOcdChip.Start(image: null) : null;
        using PacketRecord record = new();
        await using DebugSession session = await DebugSession.StartAsync(record: record);
        JsonObject configuration = chip?.LaunchConfiguration(Image) ?? DebugSession.Configuration(server, Image);
        configuration["runToEntryPoint"] = "main";
        await session.BeginAsync("launch", configuration);
        await session.SetBreakpointsAsync("BP_ROUND_DONE");
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        await session.RunAsync("continue");
        await session.RunAsync("continue");
        byte[]? flash = chip?.Bytes(0, 4096);
        IReadOnlyList<string> before = record.Requests();
        if (chip is not null) Assert.That(before.Where(IsWrite), Has.Some.StartsWith("vFlashWrite"), "the launch is seen to write");

        await session.Client.RequestAsync("restart", new { });
        Frame entry = await session.StoppedAsync("entry");
        string[] sent = [.. record.Requests().Skip(before.Count)];
        Frame stopped = await session.RunAsync("continue");
        string loops = await session.EvaluateAsync("g_loops", stopped);
        TestContext.Out.WriteLine($"{sent.Length} packets:\n{string.Join('\n', sent)}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Function, Is.EqualTo("main"));
            Assert.That((stopped.Function, loops), Is.EqualTo(("round_done", "0")), "breakpoints are there, the program began anew");
            Assert.That(sent, Has.Some.Contains("reset"));
            Assert.That(sent.Where(IsWrite), Is.Empty);
            Assert.That(sent, Has.Length.LessThanOrEqualTo(mostPackets), string.Join('\n', sent));
            Assert.That(chip?.Bytes(0, 4096), Is.EqualTo(flash));
        }

        await session.EndAsync();
    }

    // Memory below 0x20000000 is flash; commands that write it have one of these words.
    private static bool IsWrite(string packet) =>
        packet.StartsWith("vFlash", StringComparison.Ordinal)
        || (packet[0] is 'X' or 'M' && Convert.ToUInt32(packet[1..packet.IndexOf(',', StringComparison.Ordinal)], 16) < 0x2000_0000)
        || (packet.StartsWith("monitor ", StringComparison.Ordinal) && (packet.Contains("flash", StringComparison.Ordinal) || packet.Contains("program", StringComparison.Ordinal) || packet.Contains("load", StringComparison.Ordinal)));
}
