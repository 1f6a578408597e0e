using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>The audits and <c>fault</c> as programs, on real servers.</summary>
[TestFixture]
public sealed class AuditVerbTests
{
    private const string Variant = "gcc-Og-dwarf5";

    [Test]
    [CancelAfter(120_000)]
    public async Task Core_ThroughOpenOcdOnTheBoard_HasNoFindings()
    {
        await using Board board = await Board.StartAsync("--stlink");
        LiveTool.Require("openocd", "openocd");
        JsonElement report = await board.RunThroughOpenOcdAsync("audit", "core", "--json", "-");
        Assert.That(report.GetProperty("findings").GetArrayLength(), Is.Zero, report.GetProperty("findings").GetRawText());
        Assert.That(report.GetProperty("summary").GetProperty("registersWritten").GetInt32(), Is.GreaterThan(20));
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task Breakpoints_LiveThroughOpenOcdOnTheBoard_AreReadBackAndStopWhereTheyStand()
    {
        await using Board board = await Board.StartAsync("--stlink");
        LiveTool.Require("openocd", "openocd");
        JsonElement report = await board.RunThroughOpenOcdAsync("audit", "breakpoints", "--live", "--samples", "24", "--stops", "5", "--json", "-");
        JsonElement summary = report.GetProperty("summary");
        Assert.That((summary.GetProperty("errors").GetInt32(), summary.GetProperty("warnings").GetInt32()), Is.EqualTo((0, 0)), report.GetRawText());
        Assert.That((summary.GetProperty("readBack").GetInt32(), summary.GetProperty("stops").GetInt32()), Is.EqualTo((24, 5)));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Core_OnQemu_NamesWhatItsMachineLacks()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        (int code, string output) = await RunAsync("audit", "core", "--server", "qemu", "--elf", Firmware.ImagePath(Variant), "--json", "-");
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(report.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("text").GetString()), Has.Some.Contains("FP_CTRL"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Fault_OfARunningBoard_IsExplained()
    {
        await using Board board = await Board.StartAsync("--rsp");
        await using (DebugSession session = await DebugSession.StartAsync())
        {
            JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath(Variant));
            configuration["gdbTarget"] = $"127.0.0.1:{board.Port}";
            await session.BeginAsync("attach", configuration);
            await session.SetBreakpointsAsync("BP_RUN_FAULT");
            await session.FinishStartAsync();
            Frame top = await session.StoppedAsync("breakpoint");
            await session.Client.RequestAsync("setExpression", new { expression = "g_fault_cause", value = "4", frameId = top.Id });
            await session.ClearBreakpointsAsync("fault.c");
            await session.EndAsync();
        }

        (int code, string output) = await RunAsync("fault", "--gdb-target", $"127.0.0.1:{board.Port}", "--elf", Firmware.ImagePath(Variant));
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.StartWith("UsageFault: DIVBYZERO in provoke (fault.c:").And.Contain("sdiv").And.Contain("Likely cause: the divisor is 0"));
    }

    private static async Task<(int Code, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(AdapterProgram.Path, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Length > 0 ? output : await errors);
    }

    /// <summary>The virtual board as a process of its own.</summary>
    private sealed class Board : IAsyncDisposable
    {
        private readonly ServerProcess _process;
        private readonly string _folder = Directory.CreateTempSubdirectory("rsp-debug-audit").FullName;

        private Board(ServerProcess process, string port)
        {
            _process = process;
            Port = port;
        }

        public string Port { get; }

        public static async Task<Board> StartAsync(string frontEnd)
        {
            ServerProcess process = new(AdapterProgram.Path, ["board", frontEnd, "0", "--elf", Firmware.ImagePath(Variant)]);
            await process.WaitForOutputAsync(" on ", TimeSpan.FromSeconds(30));
            string line = process.Output.Split('\n').First(l => l.Contains(" on ", StringComparison.Ordinal));
            return new Board(process, line[(line.LastIndexOf(':') + 1)..].Trim());
        }

        public async Task<JsonElement> RunThroughOpenOcdAsync(params string[] arguments)
        {
            string probe = Path.Combine(_folder, "probe.cfg"), launch = Path.Combine(_folder, "launch.json");
            await File.WriteAllTextAsync(probe, $"source [find interface/stlink-dap.cfg]\nst-link backend tcp {Port}\ntransport select dapdirect_swd\n");
            JsonObject configuration = DebugSession.Configuration("openocd", Firmware.ImagePath(Variant));
            configuration["request"] = "launch";
            configuration["configFiles"] = new JsonArray(probe, "target/nrf52.cfg");
            configuration["loadFiles"] = new JsonArray();
            await File.WriteAllTextAsync(launch, configuration.ToJsonString());
            (_, string output) = await RunAsync([.. arguments, "--config", launch]);
            return JsonDocument.Parse(output).RootElement;
        }

        public ValueTask DisposeAsync()
        {
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
            return default;
        }
    }
}
