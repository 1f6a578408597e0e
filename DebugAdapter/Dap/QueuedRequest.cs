using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>A request with the means to cancel it while it waits or runs.</summary>
internal sealed class QueuedRequest(IncomingMessage message, Action<QueuedRequest> onDone) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _gate = new();
    private bool _done;

    public IncomingMessage Message { get; } = message;

    public CancellationToken Token => _cancellation.Token;

    public void Cancel()
    {
        // The reader cancels while the dispatcher disposes; callbacks of the token run outside of the lock only after dispose is ruled out.
        lock (_gate)
        {
            if (_done) return;
            _cancellation.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_done) return;
            _done = true;
        }

        onDone(this);
        _cancellation.Dispose();
    }
}
