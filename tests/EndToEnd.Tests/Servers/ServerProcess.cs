using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>A program that runs while a test runs; its output is kept for the failure message.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public ServerProcess(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Returns when somebody accepts connections at the port, with one connection made and closed.</summary>
    public async Task WaitForPortAsync(int port, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit);
        while (true)
        {
            try
            {
                using TcpClient probe = new();
                await probe.ConnectAsync("127.0.0.1", port, timeout.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(20, timeout.Token);
            }
        }
    }

    /// <summary>Returns when the output has the text.</summary>
    public async Task WaitForOutputAsync(string text, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}:\n{Output}");
            await Task.Delay(20, timeout.Token);
        }
    }

    /// <summary>Waits for a program that ends by itself, and for the last of its output.</summary>
    public Task WaitForEndAsync(TimeSpan limit) => _process.WaitForExitAsync().WaitAsync(limit);

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
