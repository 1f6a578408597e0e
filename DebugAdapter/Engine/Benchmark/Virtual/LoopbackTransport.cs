using RspDebug.RspClient;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Transport;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>A link to a stub in this process: the same bytes as over TCP, without the operating system between.</summary>
/// <param name="stream">The client's end.</param>
internal sealed class LoopbackTransport(LoopbackStream stream) : IRspTransport
{
    private const int BufferSizeInBytes = 64 * 1024;
    private readonly CancellationTokenSource _lifetime = new();
    private Task _receiving = Task.CompletedTask;

    /// <inheritdoc/>
    public string Endpoint => "in this process";

    /// <inheritdoc/>
    public void Start(IRspReceiver receiver) => _receiving = ReceiveAsync(receiver, _lifetime.Token);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException closed)
        {
            throw new RspTransportException(TransportFailure.Closed, $"Cannot send: {closed.Message}", Endpoint, "Start the session again.", closed);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        // The session may be ended from inside a receive call: that one is not waited for.
        _ = _receiving.ContinueWith(_ => _lifetime.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ReceiveAsync(IRspReceiver receiver, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSizeInBytes];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                receiver.OnReceived(buffer.AsSpan(0, count));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!cancellationToken.IsCancellationRequested) receiver.OnClosed(null);
    }
}
