using System.Text.Json;

namespace RspDebug.Testing.Dap;

/// <summary>
/// The client end of the Debug Adapter Protocol, for tests: requests by name, events in the order they came. It knows no product type,
/// so that a mistake in ours cannot hide on both sides.
/// </summary>
public sealed class DapClient : IAsyncDisposable
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private readonly DapStream _stream;
    private readonly Task _reading;
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _received = [];
    private readonly List<string> _transcript = [];
    private readonly Dictionary<string, int> _eventsTaken = new(StringComparer.Ordinal);
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private int _sequence;

    /// <summary>Begins to read at once.</summary>
    /// <param name="fromAdapter">What the adapter writes.</param>
    /// <param name="toAdapter">What the adapter reads.</param>
    public DapClient(Stream fromAdapter, Stream toAdapter)
    {
        _stream = new DapStream(fromAdapter, toAdapter);
        _reading = ReadAllAsync();
    }

    /// <summary>Longest wait for a response or an event.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Every message that the adapter sent so far.</summary>
    public IReadOnlyList<JsonElement> Received
    {
        get { lock (_gate) return [.. _received]; }
    }

    /// <summary>Both directions, one message a line, for a failure's text.</summary>
    public string Transcript
    {
        get { lock (_gate) return string.Join('\n', _transcript); }
    }

    /// <summary>Text of all <c>output</c> events so far.</summary>
    public string Output => string.Concat(Events("output").Select(body => body.GetProperty("output").GetString()));

    /// <summary>Sends a request and returns the body of its response.</summary>
    /// <exception cref="DapRequestFailedException">The adapter answered <c>success: false</c>.</exception>
    public async Task<JsonElement> RequestAsync(string command, object? arguments = null)
    {
        int sequence = await SendAsync(command, arguments).ConfigureAwait(false);
        return await ResponseAsync(sequence, command).ConfigureAwait(false);
    }

    /// <summary>Sends a request whose response is waited for later, or never.</summary>
    /// <returns>Its sequence number.</returns>
    public async Task<int> SendAsync(string command, object? arguments = null)
    {
        int sequence = Interlocked.Increment(ref _sequence);
        Dictionary<string, object> message = new(StringComparer.Ordinal) { ["seq"] = sequence, ["type"] = "request", ["command"] = command };
        if (arguments is not null) message["arguments"] = arguments;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(message, CamelCase);
        lock (_gate) _transcript.Add($"-> {Shorten(System.Text.Encoding.UTF8.GetString(json))}");
        await _stream.WriteAsync(json).ConfigureAwait(false);
        return sequence;
    }

    /// <summary>Waits for the response to an earlier <see cref="SendAsync"/>.</summary>
    public async Task<JsonElement> ResponseAsync(int sequence, string command)
    {
        JsonElement response = await WaitAsync(0,
            message => IsOfType(message, "response") && message.GetProperty("request_seq").GetInt32() == sequence, $"the response to {command}").ConfigureAwait(false);
        JsonElement body = response.TryGetProperty("body", out JsonElement found) ? found : default;
        if (!response.GetProperty("success").GetBoolean())
            throw new DapRequestFailedException(command, response.TryGetProperty("message", out JsonElement text) ? text.GetString() ?? string.Empty : string.Empty, body);
        return body;
    }

    /// <summary>Takes the next event of this name that was not taken before.</summary>
    /// <returns>Its body.</returns>
    public async Task<JsonElement> EventAsync(string name)
    {
        int taken;
        lock (_gate)
        {
            taken = _eventsTaken.GetValueOrDefault(name);
            _eventsTaken[name] = taken + 1;
        }
        JsonElement message = await WaitAsync(taken, candidate => IsEvent(candidate, name), $"the event {name}").ConfigureAwait(false);
        return message.TryGetProperty("body", out JsonElement body) ? body : default;
    }

    /// <summary>Takes all events of this name that have come so far: the next one that is taken is a new one.</summary>
    public void Skip(string name)
    {
        lock (_gate) _eventsTaken[name] = _received.Count(message => IsEvent(message, name));
    }

    /// <summary>Bodies of all events of this name so far, taken or not.</summary>
    public IReadOnlyList<JsonElement> Events(string name) =>
        [.. Received.Where(message => IsEvent(message, name)).Select(message => message.TryGetProperty("body", out JsonElement body) ? body : default)];

    /// <summary>Completes when the adapter closes its end.</summary>
    public Task EndAsync() => _reading.WaitAsync(Limit);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
    }

    private static bool IsOfType(JsonElement message, string type) => message.GetProperty("type").GetString() == type;

    private static bool IsEvent(JsonElement message, string name) => IsOfType(message, "event") && message.GetProperty("event").GetString() == name;

    private static string Shorten(string text) => text.Length <= 400 ? text : text[..400] + "...";

    /// <summary>The message number <paramref name="index"/>, from 0, of those that match.</summary>
    private async Task<JsonElement> WaitAsync(int index, Func<JsonElement, bool> matches, string what)
    {
        using CancellationTokenSource timeout = new(Limit);
        while (true)
        {
            Task arrival;
            bool ended;
            lock (_gate)
            {
                JsonElement[] found = [.. _received.Where(matches).Skip(index).Take(1)];
                if (found.Length == 1) return found[0];
                arrival = _arrival.Task;
                ended = _ended;
            }
            if (ended) throw new EndOfStreamException($"The adapter ended before {what}.\n{Transcript}");
            try
            {
                await arrival.WaitAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException cancelled)
            {
                throw new TimeoutException($"{what} did not come in {Limit.TotalSeconds} s.\n{Transcript}", cancelled);
            }
        }
    }

    private async Task ReadAllAsync()
    {
        await foreach (ReadOnlyMemory<byte> json in _stream.ReadAsync().ConfigureAwait(false))
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Announce(() =>
            {
                _received.Add(document.RootElement.Clone());
                _transcript.Add($"<- {Shorten(System.Text.Encoding.UTF8.GetString(json.Span))}");
            });
        }
        Announce(() => _ended = true);
    }

    private void Announce(Action change)
    {
        TaskCompletionSource arrival;
        lock (_gate)
        {
            change();
            arrival = _arrival;
            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        arrival.SetResult();
    }
}
