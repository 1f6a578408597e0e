using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Requests that wait or run. <c>disconnect</c> and <c>terminate</c> cancel all before them, so that a launch that hangs does not hold them up.</summary>
internal sealed class RequestQueue
{
    private readonly Channel<QueuedRequest> _waiting = Channel.CreateUnbounded<QueuedRequest>(new() { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<int, QueuedRequest> _open = [];
    private readonly Lock _gate = new();

    public void Add(IncomingMessage message)
    {
        if (message.Command is "disconnect" or "terminate") CancelAll();
        var request = new QueuedRequest(message, Remove);
        lock (_gate) _open[message.Seq] = request;
        if (!_waiting.Writer.TryWrite(request)) request.Dispose();
    }

    public void Cancel(int seq)
    {
        QueuedRequest? request;
        lock (_gate) _open.TryGetValue(seq, out request);
        request?.Cancel();
    }

    public void CancelAll()
    {
        QueuedRequest[] open;
        lock (_gate) open = [.. _open.Values];
        foreach (QueuedRequest request in open) request.Cancel();
    }

    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Waits for a request; false when there will be none.</summary>
    public ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync(CancellationToken.None);

    public bool TryTake([NotNullWhen(true)] out QueuedRequest? request) => _waiting.Reader.TryRead(out request);

    // A client may use a number twice; then the later request is the one that can be cancelled.
    private void Remove(QueuedRequest done)
    {
        lock (_gate)
        {
            if (_open.GetValueOrDefault(done.Message.Seq) == done) _open.Remove(done.Message.Seq);
        }
    }
}
