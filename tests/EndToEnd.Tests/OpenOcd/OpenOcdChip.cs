using System.Buffers.Binary;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>A virtual nRF52840 of this process that the real OpenOCD, with its own target script, reaches as an ST-LINK over TCP.</summary>
internal sealed class OpenOcdChip : IAsyncDisposable
{
    // At a connection OpenOCD gives the target one second to halt (startup.tcl, "gdb-attach"), which a loaded machine may need for other things, and then refuses the client.
    private const string HaltInTime = "[target current] configure -event gdb-attach {halt 30000}";

    private const string CommandsDone = "all commands are done";

    private readonly StLinkServer _probe;
    private ServerProcess? _openOcd;

    private OpenOcdChip(VirtualBoard.Board board, BoardHostOptions options)
    {
        Host = new BoardHost(board, options);
        _probe = StLinkServer.Start(Host);
        Folder = Directory.CreateTempSubdirectory("rsp-debug-chip").FullName;
        File.WriteAllText(Path.Combine(Folder, "halt.cfg"), HaltInTime + "\n");
        ProbeScript = Path.Combine(Folder, "probe.cfg");
        File.WriteAllText(ProbeScript, $"source [find interface/stlink-dap.cfg]\nst-link backend tcp {_probe.EndPoint.Port}\ntransport select dapdirect_swd\n");
    }

    /// <summary>The board; what is asked of it here is the truth.</summary>
    public BoardHost Host { get; }

    /// <summary>A folder for a test's files; it goes with the chip.</summary>
    public string Folder { get; }

    /// <summary>An interface script of OpenOCD for this chip.</summary>
    public string ProbeScript { get; }

    /// <summary>OpenOCD's gdb port once <see cref="StartOpenOcdAsync"/> ran.</summary>
    public int GdbPort { get; private set; }

    /// <summary>Starts the chip; it runs.</summary>
    /// <param name="image">ELF file in its flash; null for an erased flash.</param>
    /// <param name="options">How fast the board runs.</param>
    /// <param name="isLocked">APPROTECT is on: the debug port gives no access until the chip is erased.</param>
    public static OpenOcdChip Start(string? image, BoardHostOptions? options = null, bool isLocked = false)
    {
        LiveTool.Require("openocd", "openocd");
        var board = new VirtualBoard.Board();
        if (image is not null) BoardImage.Load(board, image);
        else board.Reset();
        board.Debug.Port.Memory.IsProtected = isLocked;
        return new OpenOcdChip(board, options ?? new BoardHostOptions());
    }

    /// <summary>Starts OpenOCD on the chip, its gdb server on a free port.</summary>
    public async Task StartOpenOcdAsync(params IReadOnlyList<string> commands)
    {
        GdbPort = FreePort.Find();
        List<string> arguments = ["-c", $"gdb_port {GdbPort}", "-c", "tcl_port disabled", "-c", "telnet_port disabled", "-f", ProbeScript, "-f", "target/nrf52.cfg", "-c", HaltInTime];
        foreach (string command in commands) arguments.AddRange(["-c", command]);
        arguments.AddRange(["-c", $"echo {{{CommandsDone}}}"]);
        _openOcd = new ServerProcess("openocd", arguments);
        // Probing the port would halt the target, as any gdb connection does; the log line comes when the port is open.
        await _openOcd.WaitForOutputAsync($"Listening on port {GdbPort} for gdb connections", TimeSpan.FromSeconds(30));
        // "init" opens the port; what follows it is still to come then.
        await _openOcd.WaitForOutputAsync(CommandsDone, TimeSpan.FromSeconds(30));
    }

    /// <summary>What OpenOCD printed.</summary>
    public string Output => _openOcd?.Output ?? "";

    /// <summary>The process of <see cref="StartOpenOcdAsync"/>.</summary>
    public int OpenOcdId => _openOcd!.Id;

    /// <summary>Ends OpenOCD at once, as a crash would.</summary>
    public void KillOpenOcd() => _openOcd!.Kill();

    /// <summary>A configuration with which the adapter starts OpenOCD itself.</summary>
    public JsonObject LaunchConfiguration(string image)
    {
        JsonObject configuration = DebugSession.Configuration("openocd", image);
        configuration["configFiles"] = new JsonArray(ProbeScript, "target/nrf52.cfg", Path.Combine(Folder, "halt.cfg"));
        return configuration;
    }

    /// <summary>A configuration for the OpenOCD that <see cref="StartOpenOcdAsync"/> started.</summary>
    public JsonObject AttachConfiguration(string image)
    {
        JsonObject configuration = DebugSession.Configuration("external", image);
        configuration["gdbTarget"] = $"127.0.0.1:{GdbPort}";
        return configuration;
    }

    /// <summary>A word of the chip's memory, read past all debuggers.</summary>
    public uint Word(uint address) => Host.Use(board =>
    {
        Assert.That(board.Bus.TryRead(address, sizeof(uint), BusMaster.Debugger, out uint value), Is.True, $"0x{address:x8}");
        return value;
    });

    /// <summary>Bytes of the chip's memory, read past all debuggers.</summary>
    public byte[] Bytes(uint address, int count)
    {
        byte[] bytes = new byte[(count + 3) & ~3];
        for (int offset = 0; offset < count; offset += sizeof(uint)) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), Word(address + (uint)offset));
        return bytes[..count];
    }

    public async ValueTask DisposeAsync()
    {
        _openOcd?.Dispose();
        await _probe.DisposeAsync();
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
