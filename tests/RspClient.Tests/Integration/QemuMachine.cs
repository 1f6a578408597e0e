using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RspDebug.RspClient;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>A QEMU mps2-an386 (Cortex-M4F) that runs a few instructions at 0x100: increments of r0, r1 and r2, and a branch back.</summary>
internal sealed class QemuMachine : IAsyncDisposable
{
    public const uint LoopAddress = 0x100;
    public const uint InitialStackPointer = 0x2000_1000;
    private readonly Process _process;
    private readonly string _imagePath;
    private readonly int _port;

    private QemuMachine(Process process, string imagePath, int port)
    {
        _process = process;
        _imagePath = imagePath;
        _port = port;
    }

    public static QemuMachine Start()
    {
        string? executable = FindExecutable("qemu-system-arm");
        if (executable is null) Assert.Ignore("qemu-system-arm is not installed.");
        string imagePath = Path.Combine(Path.GetTempPath(), $"rsp-{Guid.NewGuid():N}.bin");
        File.WriteAllBytes(imagePath, CreateImage());
        int port = FindFreePort();
        var start = new ProcessStartInfo(executable!) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["-M", "mps2-an386", "-display", "none", "-serial", "null", "-monitor", "none", "-S", "-gdb",
            $"tcp:127.0.0.1:{port}", "-device", $"loader,file={imagePath},addr=0x0,force-raw=on"])
            start.ArgumentList.Add(argument);
        return new QemuMachine(Process.Start(start)!, imagePath, port);
    }

    public async Task<TcpTransport> ConnectAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await TcpTransport.ConnectAsync("127.0.0.1", _port, TimeSpan.FromSeconds(10), cancellationToken);
            }
            catch (RspTransportException) when (attempt < 200 && !_process.HasExited)
            {
                // The port opens a few milliseconds after the start.
                await Task.Delay(25, cancellationToken);
            }
        }
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        File.Delete(_imagePath);
    }

    public static string? FindExecutable(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static byte[] CreateImage()
    {
        byte[] image = new byte[0x200];
        Span<ushort> halfwords = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(image.AsSpan());
        (halfwords[0], halfwords[1]) = ((ushort)(InitialStackPointer & 0xffff), (ushort)(InitialStackPointer >> 16));
        halfwords[2] = (ushort)(LoopAddress | 1);
        // adds r0, #1; adds r1, #1; adds r2, #1; b .-6
        ReadOnlySpan<ushort> loop = [0x3001, 0x3101, 0x3201, 0xe7fb];
        loop.CopyTo(halfwords[(int)(LoopAddress / 2)..]);
        return image;
    }
}
