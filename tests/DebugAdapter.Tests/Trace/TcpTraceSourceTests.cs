using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Trace.Sources;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class TcpTraceSourceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task ReadAsync_ServerCloses_IsTheEnd()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeOnceAsync(listener, [1, 2, 3]);
        await using TcpTraceSource source = await TcpTraceSource.ConnectAsync("127.0.0.1", PortOf(listener), new TcpTraceOptions(), CancellationToken.None);
        Assert.That(await ReadAllAsync(source), Is.EqualTo(new byte[] { 1, 2, 3 }));
        await serving;
    }

    [Test]
    public async Task ReadAsync_ServerComesBack_GoesOnAndSaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeTwiceAsync(listener);
        var notices = new List<string>();
        await using TcpTraceSource source = await TcpTraceSource.ConnectAsync(
            "127.0.0.1", PortOf(listener), new TcpTraceOptions { ReconnectLimit = TimeSpan.FromSeconds(1), OnNotice = notices.Add }, CancellationToken.None);
        Assert.That(await ReadAllAsync(source), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        await serving;
        Assert.That(notices, Has.Some.Contains("connected again").And.Some.Contains("the trace ends here"));
    }

    [Test]
    public async Task ConnectAsync_NobodyListens_SaysWhatToStart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = PortOf(listener);
        listener.Stop();
        TraceSourceException error = (await Assert.ThrowsAsync<TraceSourceException>(
            () => TcpTraceSource.ConnectAsync("127.0.0.1", port, new TcpTraceOptions(), CancellationToken.None)))!;
        Assert.That(error.Message, Does.Contain($"127.0.0.1:{port}").And.Contain("Start the server first"));
    }

    private static async Task ServeTwiceAsync(TcpListener listener)
    {
        await ServeOnceAsync(listener, [1, 2]);
        await ServeOnceAsync(listener, [3, 4]);
        listener.Stop();
    }

    private static async Task ServeOnceAsync(TcpListener listener, byte[] bytes)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync().WaitAsync(Limit);
        await client.GetStream().WriteAsync(bytes).AsTask().WaitAsync(Limit);
    }

    private static async Task<byte[]> ReadAllAsync(TcpTraceSource source)
    {
        using var limit = new CancellationTokenSource(Limit);
        var all = new List<byte>();
        byte[] block = new byte[16];
        while (await source.ReadAsync(block, limit.Token) is > 0 and int count) all.AddRange(block[..count]);
        return [.. all];
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
