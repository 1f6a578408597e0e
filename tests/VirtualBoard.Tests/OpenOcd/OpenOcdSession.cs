using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>An OpenOCD with its own <c>target/nrf52.cfg</c> that stays up and takes commands over its Tcl port.</summary>
internal sealed class OpenOcdSession : IAsyncDisposable
{
    private const byte EndOfMessage = 0x1A;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StLinkServer _probe;
    private readonly Process _process;
    private readonly TcpClient _control;
    private readonly StringBuilder _log = new();
    private readonly Task _reading;

    private OpenOcdSession(StLinkServer probe, Process process, TcpClient control)
    {
        (_probe, _process, _control) = (probe, process, control);
        _reading = Task.WhenAll(ReadLogAsync(process.StandardOutput), ReadLogAsync(process.StandardError));
    }

    /// <summary>What OpenOCD printed so far.</summary>
    public string Log
    {
        get { lock (_log) return _log.ToString(); }
    }

    public static async Task<OpenOcdSession> StartAsync(BoardHost host)
    {
        StLinkServer probe = StLinkServer.Start(host);
        int port = FreePort();
        string[] arguments =
        [
            "-c", "gdb_port disabled", "-c", $"tcl_port {port}", "-c", "telnet_port disabled", "-f", "interface/stlink-dap.cfg",
            "-c", $"st-link backend tcp {probe.EndPoint.Port}", "-c", "transport select dapdirect_swd", "-f", "target/nrf52.cfg",
        ];
        var start = new ProcessStartInfo("openocd", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        try
        {
            TcpClient control = await ConnectAsync(port, () => process.HasExited);
            return new OpenOcdSession(probe, process, control);
        }
        catch (SocketException)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
            await probe.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a Tcl command; an error comes back as its text.</summary>
    public async Task<string> RunAsync(string command)
    {
        using var limit = new CancellationTokenSource(Patience);
        NetworkStream stream = _control.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"capture {{ {command} }}\u001a"), limit.Token);
        var answer = new List<byte>();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, limit.Token) == 1 && one[0] != EndOfMessage) answer.Add(one[0]);
        return Encoding.UTF8.GetString([.. answer]);
    }

    /// <summary>A port nobody listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Connects to a port of OpenOCD once it is open.</summary>
    public static async Task<TcpClient> ConnectAsync(int port, Func<bool> isHopeless)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return client;
            }
            catch (SocketException) when (!isHopeless())
            {
                client.Dispose();
                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RunAsync("shutdown");
            using var limit = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (IOException)
        {
            // It closed the connection as it ended.
        }
        finally
        {
            if (!_process.HasExited) _process.Kill();
            await _reading;
            _control.Dispose();
            _process.Dispose();
            await _probe.DisposeAsync();
        }
    }

    private async Task ReadLogAsync(StreamReader source)
    {
        while (await source.ReadLineAsync() is { } line)
            lock (_log) _log.AppendLine(line);
    }
}
