using System.Net;
using System.Net.Sockets;

namespace RspDebug.RspClient.Transport;

/// <summary>
/// RSP over TCP. One thread blocks in the receive call and runs the continuation of the request that a reply completes, so that
/// a round trip has no thread switch besides the operating system's own wake-up.
/// </summary>
public sealed class TcpTransport : IRspTransport
{
    private const int ReceiveBufferSizeInBytes = 64 * 1024;
    private const int KeepAliveAfterInSeconds = 15, KeepAliveEveryInSeconds = 5, KeepAliveCount = 3;
    private readonly Socket _socket;
    private readonly Lock _writeLock = new();
    private bool _isDisposed;

    private TcpTransport(Socket socket, string endpoint)
    {
        _socket = socket;
        Endpoint = endpoint;
        LocalPort = (socket.LocalEndPoint as IPEndPoint)?.Port ?? 0;
    }

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <summary>The TCP port of this end of the connection.</summary>
    public int LocalPort { get; }

    /// <summary>Connects to a stub.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">TCP port, 1 to 65535.</param>
    /// <param name="timeout">Limit for the connection, and later for a stub that does not read what is sent.</param>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    /// <exception cref="RspTransportException">Nothing listens there, or it did not answer in time.</exception>
    public static async Task<TcpTransport> ConnectAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        string endpoint = host.Contains(':', StringComparison.Ordinal) ? $"tcp [{host}]:{port}" : $"tcp {host}:{port}";
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            // An asynchronous connect leaves the handle non-blocking; blocking calls are what makes the receive thread cheap.
            socket.Blocking = true;
            socket.SendTimeout = (int)timeout.TotalMilliseconds;
            // While the target runs nothing is sent: a computer that is gone without a word is noticed by this alone.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfterInSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveEveryInSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveCount);
            return new TcpTransport(socket, endpoint);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            string reason = error is SocketException refused ? refused.Message : $"No answer in {timeout.TotalSeconds:0.#} s";
            throw new RspTransportException(TransportFailure.NotConnected, $"Cannot connect: {reason}", endpoint,
                "Start the debug server, or correct host and port.", error);
        }
    }

    /// <inheritdoc/>
    public void Start(IRspReceiver receiver) => new Thread(() => Receive(receiver)) { IsBackground = true, Name = "rsp receive" }.Start();

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (_writeLock)
            {
                while (!bytes.IsEmpty) bytes = bytes[_socket.Send(bytes, SocketFlags.None)..];
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            throw new RspTransportException(TransportFailure.Closed, $"Cannot send: {error.Message}", Endpoint,
                "Look at the debug server's last output, then start the session again.", error);
        }
    }

    /// <summary>Closes the connection. The receive thread ends by itself.</summary>
    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        _socket.Dispose();
        return default;
    }

    private void Receive(IRspReceiver receiver)
    {
        byte[] buffer = new byte[ReceiveBufferSizeInBytes];
        Exception? cause = null;
        try
        {
            for (int received; (received = _socket.Receive(buffer)) > 0;) receiver.OnReceived(buffer.AsSpan(0, received));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            cause = error;
        }

        if (!Volatile.Read(ref _isDisposed)) receiver.OnClosed(cause);
    }
}
