using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>gdb or lldb as a user sits before it: a command at a time, each with what it printed.</summary>
internal sealed class DebuggerProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Func<string, string, string> _order;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commands;
    private int _read;

    // What a debugger prints by different ways (its console, its errors, its Python) may overtake each other: the mark has to come the same way as the answer.
    private DebuggerProcess(string program, IEnumerable<string> arguments, Func<string, string, string> order)
    {
        _order = order;
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All it printed.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static DebuggerProcess StartGdb(string image)
    {
        string program = LiveTool.Require("gdb-multiarch", "gdb-multiarch");
        return new DebuggerProcess(program, ["-q", "-nx", "-ex", "set confirm off", "-ex", "set pagination off", "-ex", "set remotetimeout 30", image], (command, mark) => $"{command}\necho {mark}\\n");
    }

    public static DebuggerProcess StartLldb(string image)
    {
        string program = LiveTool.Require("lldb-19", "lldb-19");
        string[] set = ["settings set auto-confirm true", "settings set plugin.process.gdb-remote.packet-timeout 30"];
        // Commands wait for the stop of what they run only where that is asked for behind the options: lldb sets it anew when those are done.
        const string Wait = "lldb.debugger.SetAsync(False)";
        return new DebuggerProcess(program, ["-x", "-X", .. set.SelectMany(command => (string[])["-o", command]), image],
            (command, mark) => $"script {Wait}; r = lldb.SBCommandReturnObject(); s = lldb.debugger.GetCommandInterpreter().HandleCommand({JsonSerializer.Serialize(command)}, r); "
                + $"print(r.GetOutput() + r.GetError() + \"\\n{mark}\", flush=True)");
    }

    /// <summary>Gives a command and waits for its end; a run ends with its stop.</summary>
    public Task<string> RunAsync(string command) => BeginAsync(command);

    /// <summary>Gives a command; the task ends with it.</summary>
    public async Task<string> BeginAsync(string command)
    {
        string mark = $"@end{++_commands}@";
        await _process.StandardInput.WriteLineAsync(_order(command, mark));
        await _process.StandardInput.FlushAsync();
        using CancellationTokenSource timeout = new(Limit);
        while (true)
        {
            Task arrival;
            lock (_output)
            {
                string text = _output.ToString();
                int end = IndexOfLine(text, mark);
                if (end >= 0)
                {
                    string answer = text[_read..end];
                    _read = end + mark.Length;
                    return answer;
                }

                arrival = _arrival.Task;
            }

            try
            {
                await arrival.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"'{command}' did not end:\n{Output}", late);
            }
        }
    }

    /// <summary>The program counter as gdb sees it, after it was told to forget what it knows.</summary>
    public async Task<uint> GdbPcAsync() => Hexadecimal(await RunAsync("printf \"pc=0x%x\\n\", $pc"));

    /// <summary>The program counter as lldb sees it.</summary>
    public async Task<uint> LldbPcAsync() => Hexadecimal(await RunAsync("register read pc"));

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // lldb shows the commands that it reads; only a line that begins with the mark is the mark itself.
    private static int IndexOfLine(string text, string mark)
    {
        for (int at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
            if (at == 0 || text[at - 1] == '\n' || text[..at].EndsWith("(gdb) ", StringComparison.Ordinal)) return at;
        return -1;
    }

    private static uint Hexadecimal(string text)
    {
        int at = text.LastIndexOf("0x", StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), text);
        string digits = new([.. text[(at + 2)..].TakeWhile(char.IsAsciiHexDigit)]);
        return uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        TaskCompletionSource arrival;
        lock (_output)
        {
            _output.Append(line).Append('\n');
            (arrival, _arrival) = (_arrival, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrival.SetResult();
    }
}
