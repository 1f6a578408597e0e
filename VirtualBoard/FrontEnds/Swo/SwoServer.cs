using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using RspDebug.RspServer.Transport;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.VirtualBoard.FrontEnds.Swo;

/// <summary>The raw bytes of the SWO pin over TCP, as J-Link's port 2332 gives them: each client gets what is sent from its connect on.</summary>
public sealed class SwoServer : IAsyncDisposable
{
    private const int BlockInBytes = 1024;
    private readonly BoardHost _host;
    private readonly TcpPort _port;

    private SwoServer(BoardHost host, int port) => (_host, _port) = (host, TcpPort.Open(ServeAsync, port));

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => _port.EndPoint;

    /// <summary>Starts the server.</summary>
    /// <param name="host">The board.</param>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static SwoServer Start(BoardHost host, int port = 0) => new(host, port);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _port.DisposeAsync();

    private async Task ServeAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var pin = new Pin();
        _host.Use(board => board.Debug.TracePort.Connect(pin));
        try
        {
            using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task watching = WatchAsync(client, left);
            await SendAsync(client, pin.Bytes, left.Token).ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
        finally
        {
            _host.Use(board => board.Debug.TracePort.Disconnect(pin));
        }
    }

    private static async Task SendAsync(NetworkStream client, ChannelReader<byte> bytes, CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockInBytes];
        try
        {
            while (await bytes.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                int count = 0;
                while (count < block.Length && bytes.TryRead(out byte value)) block[count++] = value;
                await client.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or the server ends.
        }
    }

    /// <summary>Reads what clients have no reason to send, to see them leave.</summary>
    private static async Task WatchAsync(NetworkStream client, CancellationTokenSource left)
    {
        byte[] ignored = new byte[64];
        try
        {
            while (await client.ReadAsync(ignored, left.Token).ConfigureAwait(false) > 0) { }
        }
        catch (IOException)
        {
            // Left without a goodbye.
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }

        await left.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>A client that does not keep up loses bytes, as a slow UART adapter would.</summary>
    private sealed class Pin : ISwoReceiver
    {
        private readonly Channel<byte> _bytes = Channel.CreateBounded<byte>(new BoundedChannelOptions(1 << 20) { FullMode = BoundedChannelFullMode.DropWrite });

        public ChannelReader<byte> Bytes => _bytes.Reader;

        public void OnByte(byte value, ulong cycle) => _bytes.Writer.TryWrite(value);
    }
}
