using System.Diagnostics;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>A program with a stub inside, on a free port of the loopback interface.</summary>
internal sealed class StubProcess : IAsyncDisposable
{
    private readonly Process _process;
    private RspSession? _session;

    private StubProcess(Process process) => _process = process;

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Skips the test when a program is absent.</summary>
    public static string Require(string program, string package)
    {
        string? path = QemuMachine.FindExecutable(program);
        if (path is null) Assert.Ignore($"{program} is not installed (apt-get install {package}).");
        return path!;
    }

    public static StubProcess Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new StubProcess(process);
    }

    /// <summary>Connects once the port is open, and shakes hands.</summary>
    public async Task<RspSession> ConnectAsync(int port)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", port, TimeSpan.FromSeconds(30), default);
                return _session = await RspSession.ConnectAsync(transport, new RspOptions(), default);
            }
            catch (RspTransportException refused) when (refused.Failure == TransportFailure.NotConnected && attempt < 1000 && !_process.HasExited)
            {
                // The port opens a moment after the start.
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Completes when the program has ended.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
