using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>TCP ports of this computer.</summary>
internal static class ListeningPorts
{
    /// <summary>
    /// Whether somebody listens on a port. Asks the system's table: a connection to look would disturb servers that take one client
    /// only (a second one hangs on QEMU, st-util ends).
    /// </summary>
    public static bool Contains(int port) =>
        Array.Exists(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), endpoint => endpoint.Port == port);

    /// <summary>A port that nobody uses at this moment.</summary>
    public static int ChooseFree()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
