using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>The real OpenOCD with its own target script, on a simulated nRF52840 that it reaches as an ST-LINK over TCP.</summary>
/// <remarks>The simulation is a rig beside the repository; without it the tests are skipped.</remarks>
internal sealed class OpenOcdRig : IDisposable
{
    private readonly ServerProcess _chip;
    private ServerProcess? _openOcd;

    private OpenOcdRig(ServerProcess chip, int probePort)
    {
        _chip = chip;
        ProbePort = probePort;
    }

    /// <summary>Where the simulated ST-LINK listens.</summary>
    public int ProbePort { get; }

    /// <summary>OpenOCD's gdb port once <see cref="StartOpenOcdAsync"/> ran.</summary>
    public int GdbPort { get; private set; }

    public string Output => $"{_chip.Output}\n{_openOcd?.Output}";

    /// <summary>What OpenOCD is told in place of its interface script's USB probe.</summary>
    public IReadOnlyList<string> ProbeCommands => [$"st-link backend tcp {ProbePort}", "transport select dapdirect_swd"];

    /// <summary>Starts the simulated chip with an image, running.</summary>
    public static async Task<OpenOcdRig> StartChipAsync(string image)
    {
        LiveTool.Require("openocd", "openocd");
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        string python = LiveTool.Require("python3", "python3");
        string script = FindScript();
        int port = FreePort.Find();
        OpenOcdRig rig = new(new ServerProcess(python, ["-B", "-u", script, "--stlink", $"{port}", "--elf", image]), port);
        await rig._chip.WaitForOutputAsync("ready", TimeSpan.FromSeconds(20));
        return rig;
    }

    /// <summary>Starts OpenOCD on the chip, its gdb server on a free port.</summary>
    public async Task StartOpenOcdAsync()
    {
        GdbPort = FreePort.Find();
        List<string> arguments = ["-c", $"gdb_port {GdbPort}", "-c", "tcl_port disabled", "-c", "telnet_port disabled", "-f", "interface/stlink-dap.cfg"];
        foreach (string command in ProbeCommands) arguments.AddRange(["-c", command]);
        arguments.AddRange(["-f", "target/nrf52.cfg"]);
        _openOcd = new ServerProcess("openocd", arguments);
        // Probing the port would halt the target, as any gdb connection does; the log line comes when the port is open.
        await _openOcd.WaitForOutputAsync($"Listening on port {GdbPort} for gdb connections", TimeSpan.FromSeconds(30));
    }

    /// <summary>The rig lies in a folder beside the repository, or beside a folder of its working trees.</summary>
    private static string FindScript()
    {
        for (DirectoryInfo? folder = new(FixtureFiles.RepositoryRoot); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "shared", "tools", "openocd-rig", "vtarget.py");
            if (File.Exists(script)) return script;
        }
        Assert.Ignore("The simulated chip for OpenOCD (shared/tools/openocd-rig) is not beside the repository.");
        return string.Empty;
    }

    public void Dispose()
    {
        _openOcd?.Dispose();
        _chip.Dispose();
    }
}
