using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.LinkProxy;

/// <summary>Listens on this computer and passes every byte between a client and a server on, unchanged and in the pieces that it came in.</summary>
internal sealed class TcpProxy : IDisposable
{
    private const int BufferSizeInBytes = 64 * 1024;
    private readonly TcpListener _listener;

    private TcpProxy(TcpListener listener) => _listener = listener;

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Starts to listen on the loopback interface.</summary>
    /// <param name="port">0 picks a free one.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static TcpProxy Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new TcpProxy(listener);
    }

    /// <summary>Serves one client after the other, as debug servers do.</summary>
    /// <param name="target">The server.</param>
    /// <param name="recorder">Gets what passes.</param>
    /// <param name="connections">How many clients; null for any number.</param>
    /// <param name="cancellationToken">Ends it, a connection that is open included.</param>
    /// <exception cref="SocketException">The server cannot be reached for the first client. Later ones are turned away until it is there again.</exception>
    public async Task RunAsync(ServerAddress target, LinkRecorder recorder, int? connections, CancellationToken cancellationToken)
    {
        recorder.Begin(target.ToString());
        int served = 0;
        while (connections is null || served < connections)
        {
            using Socket client = await _listener.AcceptSocketAsync(cancellationToken).ConfigureAwait(false);
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await server.ConnectAsync(target.Host, target.Port, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException unreachable) when (served > 0)
            {
                recorder.TurnedAway($"a client was turned away: {target} cannot be reached: {unreachable.Message}");
                continue;
            }

            served++;
            client.NoDelay = true;
            recorder.Opened();
            await PassAsync(client, server, recorder, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    // The end that closes first ends the connection; what the other one has sent until then is passed on.
    private static async Task PassAsync(Socket client, Socket server, LinkRecorder recorder, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string?> up = PumpAsync(client, server, LinkDirection.ToStub, recorder, ending.Token), down = PumpAsync(server, client, LinkDirection.ToClient, recorder, ending.Token);
        Task<string?> first = await Task.WhenAny(up, down).ConfigureAwait(false);
        string? reason = await first.ConfigureAwait(false);
        if (reason is not null) recorder.Closed(first == up ? LinkDirection.ToStub : LinkDirection.ToClient, reason);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(up, down).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Gives the reason of the end, with its separator; null when it was told to end.
    private static async Task<string?> PumpAsync(Socket from, Socket to, LinkDirection direction, LinkRecorder recorder, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSizeInBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                recorder.Add(direction, buffer.AsSpan(0, count));
                for (int sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken).ConfigureAwait(false);
            }

            return "";
        }
        catch (SocketException broken)
        {
            return $": {broken.Message}";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
