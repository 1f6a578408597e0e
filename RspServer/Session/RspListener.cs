using System.Net;
using System.Net.Sockets;
using RspDebug.RspServer.Transport;

namespace RspDebug.RspServer.Session;

/// <summary>Offers a stub on a TCP port.</summary>
public sealed class RspListener : IAsyncDisposable
{
    private readonly TcpPort _port;

    private RspListener(TcpPort port) => _port = port;

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => _port.EndPoint;

    /// <summary>Starts listening.</summary>
    /// <param name="stub">What is offered; stays the caller's to dispose.</param>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <param name="address">Loopback unless told otherwise: RSP has no authentication.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static RspListener Start(RspStub stub, int port = 0, IPAddress? address = null) => new(TcpPort.Open(stub.ServeAsync, port, address));

    /// <summary>Stops listening and ends the sessions that came through this port.</summary>
    public ValueTask DisposeAsync() => _port.DisposeAsync();
}
