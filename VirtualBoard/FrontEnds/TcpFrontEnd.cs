using System.Net;
using System.Net.Sockets;

namespace RspDebug.VirtualBoard.FrontEnds;

/// <summary>A TCP port on the loopback interface that serves clients until it is disposed.</summary>
public abstract class TcpFrontEnd : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TcpListener _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Opens the port; <see cref="Start"/> begins to serve.</summary>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    protected TcpFrontEnd(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Begins to serve.</summary>
    protected void Start() => _accepting = AcceptAsync(_lifetime.Token);

    /// <summary>Serves one client; ends when the client leaves or the front end is disposed.</summary>
    protected abstract Task ServeAsync(NetworkStream client, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        // Before the port is closed: a loop that is about to accept finds it open, and is cancelled.
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        _lifetime.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                client.NoDelay = true;
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

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client.GetStream(), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
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
