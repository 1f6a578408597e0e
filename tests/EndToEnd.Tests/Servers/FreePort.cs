using System.Net;
using System.Net.Sockets;

namespace RspDebug.EndToEnd.Tests.Servers;

internal static class FreePort
{
    /// <summary>A TCP port of the loopback interface that nobody listens on at the moment.</summary>
    public static int Find()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
