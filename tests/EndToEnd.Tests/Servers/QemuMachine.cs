namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>QEMU's Cortex-M4F machine with its gdb stub on a free port, halted at reset.</summary>
internal sealed class QemuMachine : IDisposable
{
    private readonly ServerProcess _process;

    private QemuMachine(ServerProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string GdbTarget => $"127.0.0.1:{Port}";

    public string Output => _process.Output;

    /// <summary>Starts the machine, or skips the test when QEMU is absent.</summary>
    /// <remarks>Probing the port of a halted machine is harmless: QEMU accepts the next connection after the first was closed.</remarks>
    public static async Task<QemuMachine> StartAsync(string image)
    {
        string program = LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        int port = FreePort.Find();
        ServerProcess process = new(program,
        [
            "-M", "mps2-an386", "-display", "none", "-serial", "null", "-monitor", "none", "-kernel", image, "-S",
            "-gdb", $"tcp:127.0.0.1:{port}", "-semihosting-config", "enable=on,target=native",
        ]);
        QemuMachine machine = new(process, port);
        await process.WaitForPortAsync(port, TimeSpan.FromSeconds(20));
        return machine;
    }

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
