using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>The client end of a DAP session with <c>rsp-debug dap</c> in a process of its own, as an editor has it.</summary>
internal sealed class DemoClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process _adapter;
    private readonly MessageDecoder _decoder = new();
    private readonly byte[] _received = new byte[16 * 1024];
    private readonly Queue<JsonNode> _events = new();
    private int _sequence;

    private DemoClient(Process adapter) => _adapter = adapter;

    /// <summary>Called for each text that the adapter wants shown.</summary>
    public Action<string> OnOutput { get; set; } = static _ => { };

    /// <summary>Text that the firmware wrote to SWO.</summary>
    public StringBuilder SwoText { get; } = new();

    /// <summary>Numbers that the firmware wrote to SWO.</summary>
    public List<double> SwoValues { get; } = [];

    /// <summary>Starts this program again as DAP server.</summary>
    /// <exception cref="EnvironmentException">The program cannot be started.</exception>
    public static DemoClient Start()
    {
        string program = Environment.ProcessPath ?? throw new EnvironmentException("The path of this program is not known. Start it by its path.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // `dotnet rsp-debug.dll demo` is a start too: the host needs the assembly first.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "rsp-debug.dll"));
        start.ArgumentList.Add("dap");
        return new DemoClient(Process.Start(start) ?? throw new EnvironmentException($"{program} cannot be started."));
    }

    /// <summary>Sends a request and waits for its response; events that come meanwhile are kept.</summary>
    /// <returns>The body; empty when the response has none.</returns>
    /// <exception cref="DemoException">The adapter refused the request.</exception>
    public async Task<JsonObject> RequestAsync(string command, JsonObject? arguments, CancellationToken cancellationToken)
    {
        int sequence = await SendAsync(command, arguments, cancellationToken).ConfigureAwait(false);
        return await ResponseAsync(sequence, command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request without waiting.</summary>
    /// <returns>Its number, for <see cref="ResponseAsync"/>.</returns>
    public async Task<int> SendAsync(string command, JsonObject? arguments, CancellationToken cancellationToken)
    {
        var message = new JsonObject { ["seq"] = ++_sequence, ["type"] = "request", ["command"] = command };
        if (arguments is not null) message["arguments"] = arguments;
        byte[] json = Encoding.UTF8.GetBytes(message.ToJsonString());
        Stream input = _adapter.StandardInput.BaseStream;
        await input.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {json.Length}\r\n\r\n"), cancellationToken).ConfigureAwait(false);
        await input.WriteAsync(json, cancellationToken).ConfigureAwait(false);
        await input.FlushAsync(cancellationToken).ConfigureAwait(false);
        return _sequence;
    }

    /// <summary>Waits for the response to a request.</summary>
    public async Task<JsonObject> ResponseAsync(int sequence, string command, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            JsonNode message = await ReadAsync($"the response to {command}", limit.Token).ConfigureAwait(false);
            if ((string?)message["type"] == "event") _events.Enqueue(message);
            if ((string?)message["type"] != "response" || (int?)message["request_seq"] != sequence) continue;
            JsonObject body = message["body"] as JsonObject ?? [];
            if ((bool?)message["success"] == true) return body;
            throw new DemoException($"{command}: {(string?)body["error"]?["format"] ?? (string?)message["message"]}");
        }
    }

    /// <summary>Waits for the next event of a name; earlier events of other names are dropped.</summary>
    public async Task<JsonObject> EventAsync(string name, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            JsonNode message = _events.Count > 0 ? _events.Dequeue() : await ReadAsync($"the event {name}", limit.Token).ConfigureAwait(false);
            if ((string?)message["event"] == name) return message["body"] as JsonObject ?? [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _adapter.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _adapter.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _adapter.Kill(entireProcessTree: true);
        }
        _adapter.Dispose();
    }

    private async Task<JsonNode> ReadAsync(string what, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> content;
        while (!_decoder.TryRead(out content))
        {
            int count;
            try
            {
                count = await _adapter.StandardOutput.BaseStream.ReadAsync(_received, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException expired)
            {
                throw new DemoException($"{what} did not come in {Limit.TotalSeconds} s.", expired);
            }
            if (count == 0) throw new DemoException($"The adapter ended before {what}.");
            _decoder.Push(_received.AsSpan(0, count));
        }
        JsonNode message = JsonNode.Parse(content.Span) ?? throw new DemoException($"The adapter sent null instead of {what}.");
        Note((string?)message["event"], message["body"]);
        return message;
    }

    private void Note(string? name, JsonNode? body)
    {
        if (name == "rsp-debug/swo" && body?["values"] is JsonArray values)
            SwoValues.AddRange(values.Select(static value => (double)value!["value"]!));
        if (name != "output") return;
        string text = (string?)body?["output"] ?? string.Empty;
        // The firmware of the demo prints by SWO only.
        if ((string?)body?["category"] == "stdout") SwoText.Append(text);
        else OnOutput(text);
    }
}
