using System.Net.Sockets;

namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A server's trace port: OpenOCD's <c>tpiu</c> output, J-Link's 2332, pyOCD's 3443, the virtual board's.</summary>
/// <remarks>
/// A server that is restarted closes the connection; with <c>reconnect</c> the source tries again for a while and says so. Bytes sent in between are
/// lost, so a packet may be cut there: the decoder takes that as damage and goes on.
/// </remarks>
internal sealed class TcpTraceSource : ITraceSource
{
    private readonly string _host;
    private readonly int _port;
    private readonly TcpTraceOptions _options;
    private TcpClient _client;

    private TcpTraceSource(string host, int port, TcpTraceOptions options, TcpClient client) => (_host, _port, _options, _client) = (host, port, options, client);

    /// <inheritdoc/>
    public string Name => $"{_host}:{_port}";

    /// <inheritdoc/>
    public long? LengthInBytes => null;

    /// <summary>Connects, trying until the time for it is over.</summary>
    /// <exception cref="TraceSourceException">Nobody listens there.</exception>
    public static async Task<TcpTraceSource> ConnectAsync(string host, int port, TcpTraceOptions options, CancellationToken cancellationToken)
    {
        TcpClient client = await TryConnectAsync(host, port, options.ConnectLimit, options.Time, cancellationToken).ConfigureAwait(false);
        options.OnNotice?.Invoke($"{host}:{port} is connected.");
        return new TcpTraceSource(host, port, options, client);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            int count = await ReadOnceAsync(destination, cancellationToken).ConfigureAwait(false);
            if (count > 0 || _options.ReconnectLimit == TimeSpan.Zero) return count;
            _options.OnNotice?.Invoke($"{Name} closed the connection; trying again for {_options.ReconnectLimit.TotalSeconds:0.#} s.");
            _client.Dispose();
            try
            {
                _client = await TryConnectAsync(_host, _port, _options.ReconnectLimit, _options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TraceSourceException)
            {
                _options.OnNotice?.Invoke($"{Name} did not come back: the trace ends here.");
                return 0;
            }

            _options.OnNotice?.Invoke($"{Name} is connected again; what was sent in between is lost.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> ReadOnceAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetStream().ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return 0;       // Reset by the other end: the same as closed.
        }
    }

    private static async Task<TcpClient> TryConnectAsync(string host, int port, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            var client = new TcpClient { NoDelay = true };
            try
            {
                await client.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
                return client;
            }
            catch (SocketException refused)
            {
                client.Dispose();
                if (time.GetElapsedTime(started) >= limit)
                {
                    throw new TraceSourceException(
                        $"No connection to {host}:{port}: {refused.Message}. Start the server first (OpenOCD: `tpiu configure -output :{port}` and `tpiu enable`; "
                        + "J-Link: port 2332 with SWO on), and check host and port.", refused);
                }
            }
            catch (OperationCanceledException)
            {
                client.Dispose();
                throw;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
