using System.Net;
using System.Net.Sockets;

namespace RspDebug.RspServer.Session;

/// <summary>Offers a stub on a TCP port.</summary>
public sealed class RspListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TcpListener _listener;
    private readonly RspStub _stub;
    private readonly Task _accepting;

    private RspListener(RspStub stub, TcpListener listener)
    {
        (_stub, _listener) = (stub, listener);
        _accepting = AcceptAsync(_lifetime.Token);
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Starts listening.</summary>
    /// <param name="stub">What is offered; stays the caller's to dispose.</param>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <param name="address">Loopback unless told otherwise: RSP has no authentication.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static RspListener Start(RspStub stub, int port = 0, IPAddress? address = null)
    {
        var listener = new TcpListener(address ?? IPAddress.Loopback, port);
        listener.Start();
        return new RspListener(stub, listener);
    }

    /// <summary>Stops listening and ends the sessions that came through this port.</summary>
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
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                client.NoDelay = true;
                sessions.RemoveAll(session => session.IsCompleted);
                sessions.Add(ServeAsync(client, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        await Task.WhenAll(sessions).ConfigureAwait(false);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client) await _stub.ServeAsync(client.GetStream(), cancellationToken).ConfigureAwait(false);
    }
}
