using System.Collections.Concurrent;
using System.Threading.Channels;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Requests that wait or run. <c>disconnect</c> and <c>terminate</c> cancel all before them, so that a launch that hangs does not hold them up.</summary>
internal sealed class RequestQueue
{
    private readonly Channel<QueuedRequest> _waiting = Channel.CreateUnbounded<QueuedRequest>(new() { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentDictionary<int, QueuedRequest> _open = new();

    public void Add(IncomingMessage message)
    {
        if (message.Command is "disconnect" or "terminate") CancelAll();
        var request = new QueuedRequest(message, done => _open.TryRemove(new(done.Message.Seq, done)));
        _open[message.Seq] = request;
        if (!_waiting.Writer.TryWrite(request)) request.Dispose();
    }

    public void Cancel(int seq)
    {
        if (_open.TryGetValue(seq, out QueuedRequest? request)) request.Cancel();
    }

    public void CancelAll()
    {
        foreach (QueuedRequest request in _open.Values) request.Cancel();
    }

    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>The next request, or null when there will be none.</summary>
    public async ValueTask<QueuedRequest?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is ChannelClosedException or OperationCanceledException)
        {
            return null;
        }
    }
}
