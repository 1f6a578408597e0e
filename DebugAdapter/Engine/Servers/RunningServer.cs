using System.Diagnostics;
using System.Text;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A debug server that can be connected to. Disposing it ends the process that was started for it, if any.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private const int KeptLines = 50;
    private const int SignalBase = 128;     // POSIX shell: the exit code of a command that a signal ended.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HungStopLimit = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromMilliseconds(500);
    private readonly Process? _process;
    private readonly LineRing _lines = new(KeptLines);
    private readonly Action<ServerOutput>? _onOutput;
    private readonly Task _output;
    private readonly IAsyncDisposable? _part;
    private long _printed;
    private bool _isHung;

    /// <summary>A server without a process of ours: one that runs already, or a part of this process, which ends with it.</summary>
    internal RunningServer(ServerProfile profile, ServerAddress address, IAsyncDisposable? part = null)
    {
        (Profile, Address, _part) = (profile, address, part);
        Exited = new TaskCompletionSource<int>().Task;
        _output = Task.CompletedTask;
    }

    internal RunningServer(ServerProfile profile, ServerAddress address, ServerCommand command, Process process, Action<ServerOutput>? onOutput)
    {
        (Profile, Address, Command, _process, _onOutput) = (profile, address, command, process, onOutput);
        _output = Task.WhenAll(CopyAsync(process.StandardOutput.BaseStream, isError: false), CopyAsync(process.StandardError.BaseStream, isError: true));
        Exited = WaitForExitAsync(process);
    }

    /// <summary>What is known about its kind.</summary>
    public ServerProfile Profile { get; }

    /// <summary>Where its RSP port is.</summary>
    public ServerAddress Address { get; private set; }

    /// <summary>How it was started; null when it runs by itself.</summary>
    public ServerCommand? Command { get; }

    /// <summary>Completes with the exit code when the process ends; never for a server that runs by itself.</summary>
    public Task<int> Exited { get; }

    /// <summary>What it printed last, oldest first.</summary>
    public IReadOnlyList<string> LastLines => _lines.Lines;

    /// <summary>How many bytes it printed so far.</summary>
    internal long Printed => Interlocked.Read(ref _printed);

    /// <summary>Whether its port listens: the one that it was given, else the one that it says it has in its place. The address is then where.</summary>
    internal bool Listens() => ListensOn(Address.Port) || (Profile.AnnouncedPort(LastLines) is { } other && other != Address.Port && ListensOn(other));

    /// <summary>Whether <see cref="Look"/> sees what it does.</summary>
    internal bool IsSeen => _process is not null && ProcessFamily.IsTold;

    /// <summary>Looks what it does, for one that was started.</summary>
    /// <param name="received">What came from it over the link so far.</param>
    /// <returns>Null when it runs by itself, or the system does not tell what its processes do.</returns>
    internal SignsOfLife? Look(long received) =>
        _process is not null && ProcessFamily.Look(_process.Id) is { } work ? new SignsOfLife(Printed, received, work.Time, work.IsBusy) : null;

    /// <summary>The failure of a server that does nothing. From here on it is not given long to end by itself.</summary>
    /// <param name="what">What it did last and what it left out, with the server as the subject.</param>
    /// <param name="advice">What else the user can do; empty for nothing.</param>
    internal ServerStartException Hangs(string what, string advice)
    {
        _isHung = true;
        return new ServerStartException(ServerStartFailure.Hung, $"{Profile.Name} {what}: it hangs.", advice, LastLines);
    }

    /// <summary>What to tell when the link to the server broke before the session was ready.</summary>
    /// <param name="cause">What the link said.</param>
    /// <returns>The failure with the server's own last lines; null for a server that is not ours, of which there is no more to say.</returns>
    public async Task<ServerStartException?> ExplainLossAsync(RspException cause)
    {
        if (_process is null) return null;
        // A server that dies closes the link first; its exit code and last words follow.
        await Task.WhenAny(Exited, Task.Delay(ExitLimit)).ConfigureAwait(false);
        // One that ends because we have left it (J-Link with -singlerun, pyOCD) is not the reason why.
        bool isItsEnd = cause is RspTransportException { Failure: TransportFailure.Closed or TransportFailure.NotConnected };
        if (!Exited.IsCompletedSuccessfully || !isItsEnd)
            return new ServerStartException(ServerStartFailure.Lost, $"{Profile.Name} was started, but: {cause.Message}", Profile.Advise(LastLines), LastLines);
        int code = await Exited.ConfigureAwait(false);
        // OpenOCD opens its other ports behind the one that it was waited for.
        return PortTaken.Explain(this, code)
            ?? new ServerStartException(ServerStartFailure.Exited, $"{Profile.Name} {DescribeExit(code)} while the session was started.", Profile.Advise(LastLines), LastLines, code);
    }

    /// <summary>An exit code as the end of a sentence: <c>ended with exit code 1</c>, <c>was ended by signal 9</c>.</summary>
    public static string DescribeExit(int exitCode) =>
        exitCode > SignalBase && !OperatingSystem.IsWindows() ? $"was ended by signal {exitCode - SignalBase}" : $"ended with exit code {exitCode}";

    /// <summary>Ends the process: asks first, then makes it. Safe to call again.</summary>
    /// <returns>When it has ended.</returns>
    public async Task StopAsync()
    {
        if (_process is null || Exited.IsCompleted) return;
        // The watchdog takes the end of its input for the order to stop the server.
        if (!OperatingSystem.IsWindows()) _process.StandardInput.Close();
        else Kill(_process);
        if (await Task.WhenAny(Exited, Task.Delay(_isHung ? HungStopLimit : StopLimit)).ConfigureAwait(false) == Exited) return;
        Kill(_process);
        await Exited.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (_part is not null) await _part.DisposeAsync().ConfigureAwait(false);
        _process?.Dispose();
    }

    private bool ListensOn(int port)
    {
        if (ListeningPorts.HostOf(port) is not { } host) return false;
        Address = new ServerAddress(host, port);
        return true;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in between: that is what was wanted.
        }
    }

    private async Task<int> WaitForExitAsync(Process process)
    {
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // A process that the server left behind may keep the pipes open.
        await Task.WhenAny(_output, Task.Delay(DrainLimit)).ConfigureAwait(false);
        return process.ExitCode;
    }

    private async Task CopyAsync(Stream stream, bool isError)
    {
        byte[] bytes = new byte[4096];
        char[] letters = new char[4096];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        try
        {
            while (true)
            {
                int count = await stream.ReadAsync(bytes).ConfigureAwait(false);
                if (count == 0) return;
                string text = new(letters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false)));
                _lines.Append(text);
                Interlocked.Add(ref _printed, count);
                _onOutput?.Invoke(new ServerOutput(text, isError));
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The process was disposed while it still printed.
        }
    }
}
