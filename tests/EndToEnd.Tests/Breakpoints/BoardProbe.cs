using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>Sessions by the name of a server: <c>virtual</c>, <c>qemu</c>, or <c>openocd</c>, the real one on the virtual board as an ST-LINK.</summary>
internal sealed class BoardProbe : IAsyncDisposable
{
    private readonly ServerProcess? _board;
    private readonly string? _folder;

    private BoardProbe(DebugSession session, ServerProcess? board, string? folder)
    {
        Session = session;
        _board = board;
        _folder = folder;
    }

    public DebugSession Session { get; }

    /// <summary>Launches, up to where breakpoints are set.</summary>
    public static async Task<BoardProbe> LaunchAsync(string server, string variant, Action<JsonObject>? configure = null)
    {
        JsonObject configuration = DebugSession.Configuration(server, Firmware.ImagePath(variant));
        ServerProcess? board = null;
        string? folder = null;
        if (server == "qemu")
            LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        if (server == "openocd")
            (board, folder) = await StartBoardAsync(configuration, variant);
        configure?.Invoke(configuration);
        DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", configuration);
        return new BoardProbe(session, board, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _board?.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(ServerProcess, string)> StartBoardAsync(JsonObject configuration, string variant)
    {
        LiveTool.Require("openocd", "openocd");
        ServerProcess board = new(AdapterProgram.Path, ["board", "--stlink", "0", "--elf", Firmware.ImagePath(variant)]);
        await board.WaitForOutputAsync("ST-LINK on ", TimeSpan.FromSeconds(30));
        string line = board.Output.Split('\n').First(l => l.Contains("ST-LINK on ", StringComparison.Ordinal));
        string port = line[(line.LastIndexOf(':') + 1)..].Trim();
        string folder = Directory.CreateTempSubdirectory("rsp-debug-probe").FullName, probe = Path.Combine(folder, "probe.cfg");
        await File.WriteAllTextAsync(probe, $"source [find interface/stlink-dap.cfg]\nst-link backend tcp {port}\ntransport select dapdirect_swd\n");
        configuration["configFiles"] = new JsonArray(probe, "target/nrf52.cfg");
        configuration["loadFiles"] = new JsonArray();
        return (board, folder);
    }
}
