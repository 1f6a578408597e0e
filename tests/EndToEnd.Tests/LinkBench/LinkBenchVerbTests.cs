using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.OpenOcd;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.LinkBench;

/// <summary><c>bench link</c> as a program on real servers. No time is compared with anything: what counts is that each kind of request was measured, and how.</summary>
[TestFixture]
public sealed class LinkBenchVerbTests
{
    private const int Count = 9;
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");
    private static readonly string[] Brief = ["--count", $"{Count}", "--seconds", "3600", "--sizes", "4,64,1024,4096,16384"];

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_OpenOcdOnTheBoard_MeasuresEveryKindAndLeavesTheChipAsItWas()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync("init", "reset halt");
        byte[] ram = chip.Bytes(0x2000_0000, 16384);
        JsonElement report = await RunAsync(["--gdb-target", $"127.0.0.1:{chip.GdbPort}"]);
        AssertWhole(report, "qC", "g", "p", "monitor", "m", "read", "X", "M", "write", "step");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chip.Bytes(0x2000_0000, ram.Length), Is.EqualTo(ram));
            Assert.That(report.GetProperty("noAckMode").GetBoolean(), Is.True);
            // OpenOCD says OK to X before it writes: what follows would pay for it.
            Assert.That(Requests(report, "X").Select(static r => r.GetProperty("packets").GetInt32()), Is.All.EqualTo(2));
            Assert.That(report.GetProperty("notes").EnumerateArray().Select(static note => note.GetString()), Has.Some.Contains("before it has written"));
            Assert.That(report.GetProperty("swd").GetProperty("source").GetString(), Is.EqualTo("server"));
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_ClockThatReadsExceed_ClaimsNoShareOfALimit()
    {
        // A wire with 1 kHz gives 87 bytes a second; one page alone would take a minute.
        using QemuMachine machine = await QemuMachine.StartAsync(Image);
        string page = Path.Combine(Path.GetTempPath(), $"link-{Guid.NewGuid():n}.html");
        JsonElement report = await RunAsync(["--gdb-target", machine.GdbTarget, "--swd-khz", "1", "--read-only", "--html", page]);
        string html = await File.ReadAllTextAsync(page);
        File.Delete(page);
        JsonElement swd = report.GetProperty("swd");
        Assert.That((swd.GetProperty("share").ValueKind, swd.GetProperty("clocksPerWord").ValueKind), Is.EqualTo((JsonValueKind.Null, JsonValueKind.Null)));
        Assert.That(html, Does.Contain("no wire with this clock").And.Not.Contain("SWD limit"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_Qemu_MeasuresWhatItHas()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        JsonElement report = await RunAsync(["--server", "qemu", "--elf", Image]);
        AssertWhole(report, "qC", "g", "p", "monitor", "m", "read", "M", "write", "step");
        Assert.That(report.GetProperty("swd").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_Virtual_MeasuresEveryKind() =>
        AssertWhole(await RunAsync(["--server", "virtual", "--elf", Image]), "qC", "g", "p", "monitor", "x", "m", "read", "X", "M", "write", "step");

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_GdbServer_SaysWhatItCannotMeasure()
    {
        string program = LiveTool.Require("gdbserver", "gdbserver");
        using ServerProcess server = new(program, ["--once", "127.0.0.1:0", "/bin/sleep", "1000"]);
        await server.WaitForOutputAsync("Listening on port ", TimeSpan.FromSeconds(30));
        string line = server.Output.Split('\n').First(static l => l.Contains("Listening on port ", StringComparison.Ordinal));
        JsonElement report = await RunAsync(["--gdb-target", $"127.0.0.1:{line[(line.LastIndexOf(' ') + 1)..].Trim()}"]);
        AssertWhole(report, "qC", "g");
        string notes = string.Join('\n', report.GetProperty("notes").EnumerateArray().Select(static note => note.GetString()));
        Assert.That(notes, Does.Contain("no memory").And.Contain("--ram").And.Contain("--monitor"));
    }

    private static void AssertWhole(JsonElement report, params string[] kinds)
    {
        JsonElement[] requests = [.. report.GetProperty("requests").EnumerateArray()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.GetProperty("failure").ValueKind, Is.EqualTo(JsonValueKind.Null), report.GetRawText());
            Assert.That(report.GetProperty("restored").GetBoolean(), Is.True);
            Assert.That(requests.Select(static r => r.GetProperty("kind").GetString()).Distinct(), Is.EquivalentTo(kinds));
            foreach (JsonElement request in requests)
            {
                string text = request.GetRawText();
                Assert.That(request.GetProperty("count").GetInt32(), Is.EqualTo(Count), text);
                Assert.That(Errors(request), Is.Zero, text);
                Assert.That((double[])[0, Number(request, "p50"), Number(request, "p90"), Number(request, "p99"), Number(request, "max")], Is.Ordered, text);
                Assert.That(request.GetProperty("median95").EnumerateArray().Select(static value => value.GetDouble()), Is.Ordered, text);
                if (request.TryGetProperty("bytesPerSecond", out JsonElement rate) && rate.ValueKind == JsonValueKind.Number)
                    Assert.That(rate.GetDouble(), Is.EqualTo(request.GetProperty("size").GetInt32() / Number(request, "p50") * 1e6).Within(1).Percent, text);
            }

            // Each kind of access that fits a packet in three sizes has a model, and neither cost is negative.
            string[] modelled = [.. requests.GroupBy(static r => r.GetProperty("kind").GetString()!).Where(static g => g.Key is "m" or "x" or "M" or "X" && g.Count() >= 3).Select(static g => g.Key)];
            JsonElement[] models = [.. report.GetProperty("models").EnumerateArray()];
            Assert.That(models.Select(static m => m.GetProperty("kind").GetString()), Is.EquivalentTo(modelled));
            Assert.That(models.SelectMany(static m => (double[])[Number(m, "fixedUs"), Number(m, "perByteUs")]), Is.All.InRange(0, 1e9));
            Assert.That(models.Select(static m => Number(m, "r2")), Is.All.LessThanOrEqualTo(1));
        }
    }

    private static IEnumerable<JsonElement> Requests(JsonElement report, string kind) => report.GetProperty("requests").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == kind);

    private static long Errors(JsonElement request) => request.GetProperty("timeouts").GetInt64() + request.GetProperty("retransmits").GetInt64() + request.GetProperty("naks").GetInt64();

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    [Test]
    [CancelAfter(120_000)]
    public async Task Link_BlackMagicProbe_ScansAndAttachesFirst()
    {
        await using BlackMagicProbe probe = new(Image);
        JsonElement report = await RunAsync(["--server", "bmp", "--elf", Image, "--set", $"BMPGDBSerialPort={probe.Address}", "--read-only"]);
        AssertWhole(report, "qC", "g", "p", "m", "read");
        Assert.That(probe.Commands.Take(2), Is.EqualTo(new[] { "monitor swdp_scan", "vAttach;1" }));
    }

    private static async Task<JsonElement> RunAsync(string[] target)
    {
        using Process process = Process.Start(new ProcessStartInfo(AdapterProgram.Path, ["bench", "link", .. target, .. Brief, "--json", "-"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{output}\n{await errors}");
        return JsonDocument.Parse(output).RootElement;
    }
}
