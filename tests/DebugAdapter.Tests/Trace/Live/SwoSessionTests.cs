using System.Text.Json;
using RspDebug.DebugAdapter.Tests.Cli;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Trace.Live;

/// <summary><c>swoConfig</c> in a session on the virtual board, as an editor sees it.</summary>
public sealed class SwoSessionTests
{
    [Test]
    public async Task Launch_TextGraphExceptionsAndSamples_ReachTheClient()
    {
        string log = Path.Combine(Path.GetTempPath(), $"rsp-debug-swo-{Guid.NewGuid():n}.log");
        await using AdapterProcess adapter = AdapterProcess.Start("dap");
        await using DapClient client = adapter.Connect();
        await LaunchAsync(client, new
        {
            enabled = true, source = "probe", swoFrequency = 8_000_000, exceptions = true, pcSampling = 16384,
            decoders = new object[]
            {
                new { type = "console", port = 0, label = "text", logfile = log },
                new { type = "graph", port = 1, encoding = "unsigned", graphId = "rounds", scale = 10.0 },
            },
        });
        await client.RequestAsync("configurationDone");

        await OutputAsync(client, "r\n");
        JsonElement values = await EventAsync(client, "values"), exceptions = await EventAsync(client, "exceptions"), samples = await EventAsync(client, "pcSamples");
        Assert.That(values[0].GetProperty("graphId").GetString(), Is.EqualTo("rounds"));
        Assert.That(values[0].GetProperty("value").GetDouble() % 10, Is.Zero);
        Assert.That(exceptions[0].GetProperty("function").GetString(), Is.AnyOf("enter", "exit", "return"));
        Assert.That(samples[0].GetProperty("pc").GetUInt32(), Is.LessThan(0x10_0000u));
        await client.RequestAsync("disconnect", new { terminateDebuggee = true });
        Assert.That(await File.ReadAllTextAsync(log), Does.StartWith("r\nr\n"));
        File.Delete(log);
    }

    private static async Task LaunchAsync(DapClient client, object swoConfig)
    {
        await client.RequestAsync("initialize", new { adapterID = "rsp-debug" });
        await client.RequestAsync("launch", new { servertype = "virtual", executable = Firmware.ImagePath("gcc-Og-dwarf5"), swoConfig });
        await client.EventAsync("initialized");
    }

    private static async Task OutputAsync(DapClient client, string part)
    {
        while (!client.Output.Contains(part, StringComparison.Ordinal)) await client.EventAsync("output");
    }

    private static async Task<JsonElement> EventAsync(DapClient client, string property)
    {
        while (true)
        {
            foreach (JsonElement message in client.Received)
            {
                if (message.TryGetProperty("event", out JsonElement name) && name.GetString() == "rsp-debug/swo"
                    && message.GetProperty("body").TryGetProperty(property, out JsonElement value)) return value;
            }

            await client.EventAsync("rsp-debug/swo");
        }
    }
}
