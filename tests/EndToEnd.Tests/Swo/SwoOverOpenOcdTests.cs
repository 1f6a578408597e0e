using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Swo;

/// <summary>Firmware on the board, its TPIU, the real OpenOCD's <c>tpiu</c> output: what session and command line say of it, against the board's own record.</summary>
[NonParallelizable]
public sealed class SwoOverOpenOcdTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-swo").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(300_000)]
    public async Task SessionAndCommandLine_SeeWhatTheBoardDid()
    {
        LiveTool.Require("openocd", "openocd");
        await using TracedChip chip = new(Image, await SymbolAsync("g_loops"));
        string raw = Path.Combine(_folder, "raw.bin");
        int port = FreePort.Find();
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", await ConfigurationAsync(chip, new JsonObject
        {
            ["enabled"] = true, ["swoPort"] = $"{port}", ["swoFrequency"] = 2_000_000, ["exceptions"] = true, ["pcSampling"] = 16384,
            ["decoders"] = new JsonArray(new JsonObject { ["type"] = "console", ["port"] = 0 }),
        }));

        // Comparator 0 traces PC and value of writes to g_loops.
        await WriteWordAsync(session, 0xE000_1020, chip.Watched);
        await WriteWordAsync(session, 0xE000_1028, 0xF);
        using ServerProcess reader = new(AdapterProgram.Path, ["swo", "decode", $"tcp://127.0.0.1:{port}", "--wait", "1", "--save", raw, "--json", Path.Combine(_folder, "live.json")]);
        await reader.WaitForOutputAsync("is connected", Limit);
        await session.FinishStartAsync();

        await UntilAsync(() => session.Client.Output.Contains("r\nr\n", StringComparison.Ordinal), session);
        await UntilAsync(() => new FileInfo(raw) is { Exists: true, Length: > 20_000 }, session);
        string said = session.Client.Output;
        JsonElement exceptions = session.Client.Received.First(static m => IsSwo(m) && m.GetProperty("body").TryGetProperty("exceptions", out _)).GetProperty("body").GetProperty("exceptions");
        JsonElement samples = session.Client.Received.First(static m => IsSwo(m) && m.GetProperty("body").TryGetProperty("pcSamples", out _)).GetProperty("body").GetProperty("pcSamples");
        await session.EndAsync();
        await reader.WaitForEndAsync(Limit);

        Assert.That(said, Does.Not.Contain("nothing arrives").And.Not.Contain("no trace"));
        Assert.That(exceptions[0].GetProperty("number").GetInt32(), Is.GreaterThan(10));
        Assert.That(samples[0].GetProperty("pc").GetUInt32(), Is.LessThan(0x10_0000u));
        await CheckDurationsAsync(raw, chip);
        await CheckValuesAsync(raw, chip);
        await CheckSamplesAsync(raw, chip);
        string text = await RunAsync("decode", raw, "--console");
        Assert.That(text, Does.StartWith("r\nr\n"));
        string profile = Path.Combine(_folder, "top.json");
        await RunAsync("top", raw, "--elf", Image, "--json", profile);
        Assert.That(JsonElement.Parse(await File.ReadAllTextAsync(profile)).GetProperty("functions").EnumerateArray().Select(static f => f.GetProperty("file").GetString() ?? ""), Has.Some.StartsWith("/firmware/src/"));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task SlowPin_SessionReportsOverflow()
    {
        LiveTool.Require("openocd", "openocd");
        await using TracedChip chip = new(Image, 0);
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", await ConfigurationAsync(chip, new JsonObject { ["enabled"] = true, ["swoFrequency"] = 250_000, ["exceptions"] = true, ["pcSampling"] = 1024 }));
        await session.FinishStartAsync();
        await UntilAsync(() => session.Client.Output.Contains("(overflow)", StringComparison.Ordinal), session);
        await session.EndAsync();
    }

    // A reset by software takes the SWO pin's drive strength alone, one by pin or watchdog all debug registers (nRF52840 PS, "Reset behavior").
    [TestCase(false)]
    [TestCase(true)]
    [CancelAfter(300_000)]
    public async Task Restart_TraceIsOnAgain(bool clearsDebugRegisters)
    {
        LiveTool.Require("openocd", "openocd");
        await using TracedChip chip = new(Image, 0);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = await ConfigurationAsync(chip, new JsonObject
        {
            ["enabled"] = true, ["swoFrequency"] = 2_000_000, ["exceptions"] = true, ["decoders"] = new JsonArray(new JsonObject { ["type"] = "console", ["port"] = 0 }),
        });
        configuration["breakAfterReset"] = true;
        if (clearsDebugRegisters) configuration["postResetCommands"] = new JsonArray([.. TraceRegisters.SkipLast(1).Reverse().Select(static address => $"monitor mww 0x{address:x8} 0")]);
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        uint[] before = await TraceRegistersAsync(session);
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        await UntilAsync(() => Rounds(session) >= 3, session);

        await session.Client.RequestAsync("restart", new { });
        await session.StoppedAsync("entry");
        Assert.That(await TraceRegistersAsync(session), Is.EqualTo(before).And.None.Zero);
        // More than could still be on its way from before the restart.
        int rounds = Rounds(session) + 200;
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        await UntilAsync(() => Rounds(session) >= rounds, session);
        await session.EndAsync();
    }

    private static int Rounds(DebugSession session) => session.Client.Output.Split("r\n").Length - 1;

    /// <summary>What trace needs: DEMCR, ITM_TER, ITM_TCR, DWT_CTRL, TPIU_ACPR, SPPR, FFCR, NRF_CLOCK.TRACECONFIG and PIN_CNF of P1.00.</summary>
    private static readonly uint[] TraceRegisters = [0xE000_EDFC, 0xE000_0E00, 0xE000_0E80, 0xE000_1000, 0xE004_0010, 0xE004_00F0, 0xE004_0304, 0x4000_055C, 0x5000_0A00];

    private static async Task<uint[]> TraceRegistersAsync(DebugSession session)
    {
        const uint Busy = 1 << 23;
        List<uint> values = [];
        foreach (uint address in TraceRegisters)
            values.Add(BitConverter.ToUInt32(await session.ReadMemoryAsync($"0x{address:x8}", sizeof(uint))) & (address == 0xE000_0E80 ? ~Busy : ~0u));
        return [.. values];
    }

    /// <summary>Each run that the trace has a time for is a run of the board, in order, with its duration inside the interval.</summary>
    private static async Task CheckDurationsAsync(string raw, TracedChip chip)
    {
        Queue<(int Number, long Cycles)> truth = new(chip.Runs());
        var active = new Stack<(int Number, long Low, long High, long Epoch)>();
        int checkedRuns = 0;
        foreach (JsonElement e in await EventsAsync(raw))
        {
            if (e.GetProperty("t").GetString() is "overflow" or "malformed") active.Clear();
            if (e.GetProperty("t").GetString() != "exception") continue;
            JsonElement time = e.GetProperty("time");
            if (time.GetProperty("cycles")[1].ValueKind == JsonValueKind.Null) continue;
            (int number, long low, long high) = (e.GetProperty("number").GetInt32(), time.GetProperty("cycles")[0].GetInt64(), time.GetProperty("cycles")[1].GetInt64());
            long epoch = time.TryGetProperty("epoch", out JsonElement value) ? value.GetInt64() : 0;
            switch (e.GetProperty("function").GetString())
            {
                case "enter":
                    active.Push((number, low, high, epoch));
                    break;
                case "exit" when active.TryPop(out (int Number, long Low, long High, long Epoch) entered) && entered.Number == number && entered.Epoch == epoch:
                    (long least, long most) = (Math.Max(0, low - entered.High), high - entered.Low);
                    while (truth.TryPeek(out (int Number, long Cycles) run) && (run.Number != number || run.Cycles < least || run.Cycles > most)) truth.Dequeue();
                    Assert.That(truth.TryDequeue(out _), $"no run of {number} took {least} to {most} cycles; {checkedRuns} were right");
                    checkedRuns++;
                    break;
            }
        }

        TestContext.Out.WriteLine($"{checkedRuns} handler runs compared");
        Assert.That(checkedRuns, Is.GreaterThan(20));
    }

    private static async Task CheckValuesAsync(string raw, TracedChip chip)
    {
        uint[] seen = [.. (await EventsAsync(raw)).Where(static e => e.GetProperty("t").GetString() == "data-access" && e.TryGetProperty("value", out _)).Select(static e => e.GetProperty("value").GetUInt32())];
        Queue<uint> truth = new(chip.Written);
        foreach (uint value in seen)
        {
            while (truth.TryPeek(out uint written) && written != value) truth.Dequeue();
            Assert.That(truth.TryDequeue(out _), $"{value} was not written next");
        }

        TestContext.Out.WriteLine($"{seen.Length} traced values compared");
        Assert.That(seen, Has.Length.GreaterThan(3));
    }

    /// <summary>Each PC sample is an instruction that the board's own instruction trace has.</summary>
    private static async Task CheckSamplesAsync(string raw, TracedChip chip)
    {
        JsonElement[] events = [.. (await EventsAsync(raw)).Where(static e => e.GetProperty("t").GetString() == "pc-sample")];
        uint[] sampled = [.. events.Where(static e => e.TryGetProperty("pc", out JsonElement pc) && pc.ValueKind == JsonValueKind.Number).Select(static e => e.GetProperty("pc").GetUInt32())];
        HashSet<uint> executed = chip.Executed(Image, cycles: 8_000_000);
        Assert.That(sampled.Where(pc => !executed.Contains(pc)).Select(static pc => $"{pc:x8}"), Is.Empty);
        TestContext.Out.WriteLine($"{sampled.Length} PC samples at {sampled.Distinct().Count()} addresses compared with {executed.Count} executed ones");
        Assert.That(sampled, Has.Length.GreaterThan(20));
    }

    private static async Task<IEnumerable<JsonElement>> EventsAsync(string raw) =>
        (await RunAsync("decode", raw, "--raw")).Split('\n').Where(static line => line.StartsWith('{')).Select(static line => JsonElement.Parse(line));

    private static bool IsSwo(JsonElement message) => message.TryGetProperty("event", out JsonElement name) && name.GetString() == "rsp-debug/swo";

    private static async Task UntilAsync(Func<bool> holds, DebugSession session)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"it did not come in {Limit.TotalSeconds} s:\n{session.Client.Output}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static Task<JsonElement> WriteWordAsync(DebugSession session, uint address, uint value) =>
        session.Client.RequestAsync("writeMemory", new { memoryReference = $"0x{address:x8}", data = Convert.ToBase64String(BitConverter.GetBytes(value)) });

    private async Task<JsonObject> ConfigurationAsync(TracedChip chip, JsonObject swo)
    {
        string probe = Path.Combine(_folder, "probe.cfg");
        await File.WriteAllTextAsync(probe, $"source [find interface/stlink-dap.cfg]\nst-link backend tcp {chip.ProbePort}\ntransport select dapdirect_swd\n");
        JsonObject configuration = DebugSession.Configuration("openocd", Image);
        configuration["configFiles"] = new JsonArray(probe, "target/nrf52.cfg");
        configuration["loadFiles"] = new JsonArray();
        configuration["swoConfig"] = swo;
        return configuration;
    }

    private static async Task<uint> SymbolAsync(string name)
    {
        LiveTool.Require("arm-none-eabi-nm", "binutils-arm-none-eabi");
        string table = await ExternalProgram.RunAsync("arm-none-eabi-nm", [Image]);
        return Convert.ToUInt32(table.Split('\n').First(line => line.EndsWith($" {name}", StringComparison.Ordinal))[..8], 16);
    }

    private static Task<string> RunAsync(params string[] arguments) => ExternalProgram.RunAsync(AdapterProgram.Path, ["swo", .. arguments]);
}
