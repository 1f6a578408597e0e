using System.Net;
using System.Net.Sockets;

namespace RspDebug.RspServer.Transport;

/// <summary>A TCP port that serves every client that connects, each by itself, until it is disposed.</summary>
public sealed class TcpPort : IAsyncDisposable
{
    private const int KeepAliveAfterInSeconds = 15, KeepAliveEveryInSeconds = 5, KeepAliveCount = 3;

    private readonly CancellationTokenSource _lifetime = new();
    private readonly TcpListener _listener;
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    private TcpPort(TcpListener listener, Func<NetworkStream, CancellationToken, Task> serve)
    {
        (_listener, _serve) = (listener, serve);
        _accepting = AcceptAsync(_lifetime.Token);
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Starts listening.</summary>
    /// <param name="serve">Serves one client; ends when the client leaves or the port is disposed.</param>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <param name="address">Loopback unless told otherwise; <see cref="IPAddress.IPv6Any"/> takes clients of IPv4, too.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static TcpPort Open(Func<NetworkStream, CancellationToken, Task> serve, int port = 0, IPAddress? address = null)
    {
        var listener = new TcpListener(address ?? IPAddress.Loopback, port);
        if (IPAddress.IPv6Any.Equals(address)) listener.Server.DualMode = true;
        listener.Start();
        return new TcpPort(listener, serve);
    }

    /// <summary>Stops listening and ends the service of those who came through this port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        // Before the port is closed: a loop that is about to accept finds it open, and is cancelled.
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        _lifetime.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                clients.RemoveAll(task => task.IsCompleted);
                clients.Add(ServeAsync(client, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        await Task.WhenAll(clients).ConfigureAwait(false);
    }

    // A client whose computer is gone without a word holds breakpoints until that is noticed.
    private static void Watch(Socket client)
    {
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfterInSeconds);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveEveryInSeconds);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveCount);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                // macOS refuses options of a client that has left already: that ends its service, not the port.
                client.NoDelay = true;
                Watch(client.Client);
                await _serve(client.GetStream(), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception left) when (left is IOException or SocketException)
            {
                // The client went away.
            }
            catch (OperationCanceledException)
            {
                // Disposed.
            }
        }
    }
}
