using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>
/// Memory that is not there, through an OpenOCD that refuses (as we start it) and one that answers zeros (its default): told as absent up to the byte,
/// and what OpenOCD prints about our questions is in the log, not in the user's console.
/// </summary>
[TestFixture]
public sealed class UnreadableMemoryTests
{
    private const string Complaint = "Failed to read memory";
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    // how OpenOCD came to be
    [TestCase("started")]
    [TestCase("answers zeros")]
    [TestCase("refuses")]
    [CancelAfter(120_000)]
    public async Task ReadMemory_ThatIsNotThere_IsAbsentWithoutTheServersComplaints(string openOcd)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        if (openOcd != "started") await chip.StartOpenOcdAsync(openOcd == "refuses" ? ["gdb_report_data_abort enable"] : []);
        using PacketRecord record = new();
        await using DebugSession session = await DebugSession.StartAsync(record: record);
        JsonObject configuration = openOcd == "started" ? chip.LaunchConfiguration(Image) : chip.AttachConfiguration(Image);
        configuration["loadFiles"] = new JsonArray();
        await session.BeginAsync(openOcd == "started" ? "launch" : "attach", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        await session.StoppedAsync("breakpoint");
        JsonElement absent = await session.Client.RequestAsync("readMemory", new { memoryReference = "0x30000000", offset = 0, count = 64 });
        JsonElement edge = await session.Client.RequestAsync("readMemory", new { memoryReference = "0x2003fff0", offset = 0, count = 64 });
        // A user who asks OpenOCD itself gets OpenOCD's answer.
        Frame top = (await session.StackAsync())[0];
        DapRequestFailedException asked = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.EvaluateAsync("monitor mdw 0x30000000", top, "repl")))!;
        await session.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((absent.TryGetProperty("data", out _), absent.GetProperty("unreadableBytes").GetInt32()), Is.EqualTo((false, 64)));
            Assert.That(edge.GetProperty("unreadableBytes").GetInt32(), Is.EqualTo(48));
            Assert.That(edge.GetProperty("data").GetBytesFromBase64(), Is.EqualTo(chip.Bytes(0x2003_fff0, 16)));
            Assert.That(asked.ShownMessage, Does.Contain(Complaint));
            Assert.That(session.Client.Output, Does.Not.Contain(Complaint));
            if (openOcd == "started") Assert.That(record.Text(), Does.Match($"engine \"ServerDetail\": Error: {Complaint}"));
        }
    }
}
