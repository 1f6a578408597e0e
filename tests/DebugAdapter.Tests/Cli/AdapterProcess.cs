using System.Diagnostics;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Cli;

/// <summary>This build's adapter as a process that a test can kill.</summary>
internal sealed class AdapterProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private AdapterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Errors => _process.StandardError;

    public static AdapterProcess Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rsp-debug.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!);

    /// <summary>A client on standard input and output.</summary>
    public DapClient Connect() => new(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream) { Limit = 2 * Limit };

    /// <summary>Ends the adapter alone, as a crash would; what it started is not touched.</summary>
    public void Kill() => _process.Kill(entireProcessTree: false);

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await ExitAsync();
        _process.Dispose();
    }
}
