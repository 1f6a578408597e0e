using System.Threading.Channels;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Dap.Wire;
using RspDebug.DebugAdapter.Logging;
using Serilog;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>One conversation with one client: reads requests, has them handled in order, sends responses and events in order.</summary>
/// <remarks>
/// Three loops: the reader (this is where <c>cancel</c> is answered, so it can overtake), the dispatcher (one request at a time)
/// and the writer (one write a message). They end together when the client disconnects or its stream ends.
/// </remarks>
/// <param name="input">Bytes from the client.</param>
/// <param name="output">Bytes to the client.</param>
/// <param name="log">The log of the layer <c>dap</c>.</param>
public sealed class DapServer(Stream input, Stream output, ILogger log) : IDapClient
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);
    private readonly Channel<OutgoingMessage> _outgoing = Channel.CreateUnbounded<OutgoingMessage>(new() { SingleReader = true });
    private readonly RequestQueue _requests = new();

    /// <summary>The handlers; to be filled before <see cref="RunAsync"/>.</summary>
    public RequestTable Requests { get; } = new();

    /// <inheritdoc/>
    public void Send<TBody>(DapEvent<TBody> dapEvent, TBody body) => Send(OutgoingMessage.Event(dapEvent, body));

    /// <inheritdoc/>
    public void Report(Exception failure)
    {
        log.Error(failure, "Failure outside of a request");
        this.Output(ErrorTable.Describe(failure).Format + "\n", OutputCategory.Stderr);
    }

    /// <summary>Serves the client until it disconnects or is lost.</summary>
    /// <param name="cancellationToken">Ends the conversation from this side.</param>
    /// <returns>How it ended.</returns>
    public async Task<DapServerEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writer = WriteAsync();
        Task<DapServerEnd> reader = ReadAsync(ending.Token);
        Task dispatcher = DispatchAsync();

        // The dispatcher ends first after `disconnect`; the reader may then still wait for bytes of a client that waits for us.
        Task first = await Task.WhenAny(reader, dispatcher).ConfigureAwait(false);
        DapServerEnd end = first == reader ? await reader.ConfigureAwait(false) : DapServerEnd.Disconnected;
        _requests.CancelAll();
        _requests.Complete();
        await dispatcher.ConfigureAwait(false);
        _outgoing.Writer.TryComplete();
        await Task.WhenAny(writer, Task.Delay(FlushLimit, CancellationToken.None)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        log.Information("Conversation ended: {End}", end);
        return end;
    }

    private void Send(OutgoingMessage message) => _outgoing.Writer.TryWrite(message);

    private async Task<DapServerEnd> ReadAsync(CancellationToken cancellationToken)
    {
        var decoder = new MessageDecoder();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                int received = await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (received == 0) return DapServerEnd.ClientLost;
                decoder.Push(buffer.AsSpan(0, received));
                while (decoder.TryRead(out ReadOnlyMemory<byte> content)) Accept(content.Span);
            }
        }
        catch (DapFramingException malformed)
        {
            log.Error(malformed, "The client's stream is malformed");
            this.Output(malformed.Message + " The session ends.\n", OutputCategory.Important);
            return DapServerEnd.Malformed;
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            log.Information("The client is gone: {Reason}", lost.Message);
            return DapServerEnd.ClientLost;
        }
    }

    private void Accept(ReadOnlySpan<byte> content)
    {
        if (log.IsEnabled(Serilog.Events.LogEventLevel.Debug)) log.Debug("<- {Message}", WireText.Shorten(content));
        if (!IncomingMessage.TryParse(content, out IncomingMessage? message, out string? problem))
        {
            log.Warning("{Problem}", problem);
            this.Output(problem + "\n", OutputCategory.Important);
        }
        else if (message.Type != "request") log.Debug("Ignored a message of type {Type}", message.Type);
        else if (message.Command == "cancel") Cancel(message);
        else _requests.Add(message);
    }

    // DAP, "Cancel": best effort; the cancelled request is answered by its own response.
    private void Cancel(IncomingMessage message)
    {
        int? requestId = message.Arguments is { ValueKind: System.Text.Json.JsonValueKind.Object } arguments
            && arguments.TryGetProperty("requestId"u8, out var id) && id.ValueKind == System.Text.Json.JsonValueKind.Number
            && id.TryGetInt32(out int number) ? number : null;
        if (requestId is { } seq) _requests.Cancel(seq);
        Send(OutgoingMessage.Success(message.Seq, message.Command, NoBody.Value, ProtocolJson.Default.NoBody));
    }

    private async Task DispatchAsync()
    {
        while (await _requests.WaitAsync().ConfigureAwait(false))
        {
            if (!_requests.TryTake(out QueuedRequest? request)) continue;
            using (request) await AnswerAsync(request).ConfigureAwait(false);
            if (request.Message.Command == DapRequests.Disconnect.Command) return;
        }
    }

    private async Task AnswerAsync(QueuedRequest request)
    {
        var context = new RequestContext(this, request.Message.Command, request.Message.Seq);
        bool answered = false;
        try
        {
            request.Token.ThrowIfCancellationRequested();
            OutgoingMessage response = await Requests.InvokeAsync(request.Message.Arguments, context, request.Token).ConfigureAwait(false);
            Send(response);
            answered = true;
            context.RunAfterResponse();
        }
        catch (Exception failure) when (!answered)
        {
            // The one place that catches everything: whatever a handler throws becomes an error response.
            log.Warning(failure, "Request {Command} ({Seq}) failed", context.Command, context.Seq);
            Send(OutgoingMessage.Failure(context.Seq, context.Command, ErrorTable.ShortName(failure), ErrorTable.Describe(failure)));
        }
        catch (Exception failure)
        {
            Report(failure);
        }
    }

    private async Task WriteAsync()
    {
        var writer = new MessageWriter(output);
        bool clientGone = false;
        while (await _outgoing.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_outgoing.Reader.TryRead(out OutgoingMessage? message))
            {
                if (!clientGone) clientGone = !TryWrite(writer, message);
            }
        }
    }

    private bool TryWrite(MessageWriter writer, OutgoingMessage message)
    {
        try
        {
            writer.Write(message);
            if (log.IsEnabled(Serilog.Events.LogEventLevel.Debug)) log.Debug("-> {Message}", WireText.Shorten(writer.LastJson));
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            log.Information("The client does not take messages any more: {Reason}", gone.Message);
            return false;
        }
    }
}
