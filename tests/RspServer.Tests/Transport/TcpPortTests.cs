using System.Net;
using System.Net.Sockets;
using RspDebug.RspServer.Transport;

namespace RspDebug.RspServer.Tests.Transport;

public sealed class TcpPortTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Open_ClientsThatLeaveAtOnceOrWhoseServiceFails_TheNextIsServed(CancellationToken cancellationToken)
    {
        int served = 0;
        await using TcpPort port = TcpPort.Open(async (stream, cancellation) =>
        {
            byte[] order = new byte[1];
            await stream.ReadExactlyAsync(order, cancellation);
            if (order[0] == 0) throw new SocketException((int)SocketError.ConnectionReset);
            Interlocked.Increment(ref served);
            await stream.WriteAsync(order, cancellation);
        });
        for (int i = 0; i < 20; i++)
        {
            using Socket leaving = await ConnectAsync(port.EndPoint, cancellationToken);
            leaving.LingerState = new LingerOption(enable: true, seconds: 0);      // a reset, without a goodbye
            if (i % 2 == 0) await leaving.SendAsync(new byte[1], cancellationToken);
        }

        using Socket client = await ConnectAsync(port.EndPoint, cancellationToken);
        await client.SendAsync(new byte[] { 7 }, cancellationToken);
        byte[] answer = new byte[1];
        Assert.That(await client.ReceiveAsync(answer, cancellationToken), Is.EqualTo(1));
        Assert.That((answer[0], served), Is.EqualTo((7, 1)));
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint where, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(where, cancellationToken);
        return socket;
    }
}
