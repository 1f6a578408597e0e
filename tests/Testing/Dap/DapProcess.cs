using System.Diagnostics;
using System.Text;

namespace RspDebug.Testing.Dap;

/// <summary>An adapter as a child process, spoken to on stdio as VS Code does.</summary>
public sealed class DapProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private DapProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null) lock (_errors) _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        Client = new DapClient(new BufferedStream(process.StandardOutput.BaseStream), process.StandardInput.BaseStream);
    }

    /// <summary>Speaks to the adapter.</summary>
    public DapClient Client { get; }

    /// <summary>What the adapter wrote to stderr.</summary>
    public string Errors
    {
        get { lock (_errors) return _errors.ToString(); }
    }

    /// <summary>True while the process runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts <paramref name="program"/> with <c>dap</c> and further arguments.</summary>
    public static DapProcess Start(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        return new DapProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends the adapter, and checks every message of the session against the schema of the protocol (where the machine has it).</summary>
    /// <exception cref="InvalidDataException">The adapter sent a message that is not valid.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        DapSchema.AssertValid(Client.Received);
    }
}
