using System.Net.Sockets;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Swo;
using RspDebug.VirtualBoard.Tests.Trace;

namespace RspDebug.VirtualBoard.Tests.FrontEnds;

internal sealed class SwoServerTests
{
    [Test]
    public async Task Clients_EachGetTheBytesOfThePin()
    {
        var bench = new TraceBench(prescaler: 0);
        await using var host = new BoardHost(bench.Board);
        await using SwoServer server = SwoServer.Start(host);
        using var first = new TcpClient();
        using var second = new TcpClient();
        foreach (TcpClient client in (TcpClient[])[first, second]) await client.ConnectAsync(server.EndPoint);

        // A client is connected to the pin once the server took it; both have seen the start mark then.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Task<int>[] seen = [ReadMarkAsync(first, limit.Token), ReadMarkAsync(second, limit.Token)];
        while (!seen.All(task => task.IsCompleted))
        {
            host.Use(_ => bench.Write(31, 1, 0xAA));
            await Task.Delay(1, limit.Token);
        }

        host.Use(_ => bench.Write(0, 4, 0x4433_2211));
        foreach (TcpClient client in (TcpClient[])[first, second]) Assert.That(await ReadPastMarksAsync(client, limit.Token), Is.EqualTo(new byte[] { 0x03, 0x11, 0x22, 0x33, 0x44 }));
    }

    private static async Task<int> ReadMarkAsync(TcpClient client, CancellationToken cancellationToken)
    {
        byte[] mark = new byte[2];
        await client.GetStream().ReadExactlyAsync(mark, cancellationToken);
        return mark[0];
    }

    private static async Task<byte[]> ReadPastMarksAsync(TcpClient client, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[5];
        do await client.GetStream().ReadExactlyAsync(bytes.AsMemory(0, 1), cancellationToken);
        while (bytes[0] is 0xF9 or 0xAA);
        await client.GetStream().ReadExactlyAsync(bytes.AsMemory(1), cancellationToken);
        return bytes;
    }
}
