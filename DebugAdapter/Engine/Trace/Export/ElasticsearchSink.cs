using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Export;

/// <summary>Sends documents by bulk requests. What the server does not take goes to a file: a document is in the index, in the file, or told as lost.</summary>
/// <remarks>
/// A request is made while the reader waits, so a slow server slows the reading of the source down, and memory stays as it is. Documents have no id of
/// their own: one that was taken by a request whose answer got lost is there twice after the next try.
/// </remarks>
internal sealed class ElasticsearchSink : ITraceEventSink, IDisposable
{
    private readonly ElasticsearchOptions _options;
    private readonly EcsJson _json;
    private readonly HttpClient _client;
    private readonly Uri _bulk;
    private readonly byte[] _action;
    private readonly Utf8Lines _lines = new();
    private readonly List<int> _starts = [];
    private bool _isServerGone;

    /// <summary>Nothing is sent before the first batch.</summary>
    public ElasticsearchSink(ElasticsearchOptions options, EcsJson json, HttpMessageHandler? handler = null)
    {
        (_options, _json) = (options, json);
        _client = handler is null ? new HttpClient() : new HttpClient(handler);
        _bulk = new Uri(new Uri(options.Server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/') + "/"), "_bulk");
        _action = Encoding.UTF8.GetBytes($"{{\"create\":{{\"_index\":\"{JsonEncodedText.Encode(options.Index)}\"}}}}\n");
        if (options.ApiKey is { } key) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);
        else if (options.Server.UserInfo is { Length: > 0 } user)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
    }

    /// <summary>Documents that the server has taken.</summary>
    public long Sent { get; private set; }

    /// <summary>Documents in the fallback file.</summary>
    public long Kept { get; private set; }

    /// <summary>Requests that were tried again.</summary>
    public long Retries { get; private set; }

    /// <summary>Why documents are in the file; the last reason.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        Begin();
        _json.Write(_lines, next);
        _lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public void OnUserPacket(in UserPacket packet)
    {
        Begin();
        _json.Write(_lines, packet);
        _lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public void OnText(int port, TraceTime time, string text)
    {
        Begin();
        _json.Write(_lines, port, time, text);
        _lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        for (int first = 0; first < _starts.Count; first += _options.BatchSize)
        {
            int count = Math.Min(_options.BatchSize, _starts.Count - first);
            await SendAsync([.. Enumerable.Range(first, count).Select(DocumentAt)], cancellationToken).ConfigureAwait(false);
        }

        _starts.Clear();
        _lines.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void Begin() => _starts.Add(_lines.Count);

    private ReadOnlyMemory<byte> DocumentAt(int index) =>
        _lines.Written[_starts[index]..(index + 1 < _starts.Count ? _starts[index + 1] : _lines.Count)];

    private async ValueTask SendAsync(List<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        TimeSpan pause = _options.FirstPause;
        // A server that was given up is asked once for each batch, so that it can come back without holding up the trace.
        int tries = _isServerGone ? 1 : _options.Tries;
        for (int attempt = 1; documents.Count > 0; attempt++)
        {
            (List<ReadOnlyMemory<byte>> again, bool isFinal) = await PostAsync(documents, cancellationToken).ConfigureAwait(false);
            documents = again;
            if (documents.Count == 0) break;
            if (isFinal || attempt >= tries)
            {
                _isServerGone = !isFinal;
                await KeepAsync(documents, cancellationToken).ConfigureAwait(false);
                return;
            }

            Retries++;
            await Task.Delay(pause, _options.Time, cancellationToken).ConfigureAwait(false);
            pause *= 2;
        }

        _isServerGone = false;
    }

    /// <summary>Makes one request.</summary>
    /// <returns>The documents that were not taken, and whether there is no point in trying them again.</returns>
    private async ValueTask<(List<ReadOnlyMemory<byte>> Left, bool IsFinal)> PostAsync(List<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(Body(documents));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using HttpResponseMessage answer = await _client.PostAsync(_bulk, content, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                string text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                return (await TakeAsync(documents, BulkAnswer.Read(text, documents.Count), cancellationToken).ConfigureAwait(false), false);
            }

            Reason = $"{_bulk.Host}:{_bulk.Port} answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
            return (documents, answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Reason = $"{_bulk.Host}:{_bulk.Port} does not answer: {failed.Message}";
            return (documents, false);
        }
    }

    /// <summary>Sorts documents by what the server said of each: taken, busy (to be tried again), refused (to the file).</summary>
    private async ValueTask<List<ReadOnlyMemory<byte>>> TakeAsync(List<ReadOnlyMemory<byte>> documents, BulkAnswer answer, CancellationToken cancellationToken)
    {
        List<ReadOnlyMemory<byte>> busy = [], refused = [];
        for (int i = 0; i < documents.Count; i++)
        {
            switch (answer.StatusOf(i))
            {
                case >= 200 and < 300: Sent++; break;
                case 429 or >= 500: busy.Add(documents[i]); break;
                default: refused.Add(documents[i]); break;
            }
        }

        if (busy.Count + refused.Count > 0) Reason = answer.Reason ?? "the server refused documents";
        if (refused.Count > 0) await KeepAsync(refused, cancellationToken).ConfigureAwait(false);
        return busy;
    }

    private async ValueTask KeepAsync(List<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        var file = new FileStream(_options.FallbackPath, Kept == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read);
        await using var closing = file.ConfigureAwait(false);
        await file.WriteAsync(Body(documents), cancellationToken).ConfigureAwait(false);
        Kept += documents.Count;
    }

    private byte[] Body(List<ReadOnlyMemory<byte>> documents)
    {
        byte[] body = new byte[documents.Sum(static d => d.Length) + documents.Count * _action.Length];
        int at = 0;
        foreach (ReadOnlyMemory<byte> document in documents)
        {
            _action.CopyTo(body, at);
            document.Span.CopyTo(body.AsSpan(at + _action.Length));
            at += _action.Length + document.Length;
        }

        return body;
    }
}
