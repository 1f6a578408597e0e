using RspDebug.RspClient;
using RspDebug.RspClient.Transport;

namespace RspDebug.Testing;

/// <summary>The client's end of an in-memory link. Everything happens on the caller's thread: a reply has arrived when a write returns.</summary>
public sealed class InMemoryTransport : IRspTransport
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _undelivered = new();
    private readonly Action<byte[]> _send;
    private IRspReceiver? _receiver;
    private bool _isDelivering;
    private bool _isClosed;
    private bool _isDisposed;

    /// <summary>Creates one end.</summary>
    /// <param name="send">Takes what the client writes.</param>
    public InMemoryTransport(Action<byte[]> send) => _send = send;

    /// <inheritdoc/>
    public string Endpoint => "memory";

    /// <summary>True once the client has disposed its end.</summary>
    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    /// <inheritdoc/>
    public void Start(IRspReceiver receiver)
    {
        lock (_lock) _receiver = receiver;
        Deliver();
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed) throw new RspTransportException(TransportFailure.Closed, "The stub closed the link", Endpoint, "Start again.");
        _send(bytes.ToArray());
    }

    /// <summary>Hands bytes to the client.</summary>
    public void Receive(byte[] bytes)
    {
        lock (_lock) _undelivered.Enqueue(bytes);
        Deliver();
    }

    /// <summary>Ends the stream, as a stub does that closes the connection.</summary>
    public void Close()
    {
        _isClosed = true;
        lock (_lock) _undelivered.Enqueue([]);
        Deliver();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        return default;
    }

    // One delivery at a time and never one inside another: what a continuation provokes waits in the queue.
    private void Deliver()
    {
        using NoContext scope = NoContext.Enter();
        while (true)
        {
            byte[]? bytes;
            lock (_lock)
            {
                if (_isDelivering || _receiver is null || IsDisposed || !_undelivered.TryDequeue(out bytes)) return;
                _isDelivering = true;
            }

            if (bytes.Length == 0) _receiver.OnClosed(null);
            else _receiver.OnReceived(bytes);
            lock (_lock) _isDelivering = false;
        }
    }
}
