using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>TCP ports of this computer.</summary>
internal static class ListeningPorts
{
    private const string LoopbackOfIPv4 = "127.0.0.1", LoopbackOfIPv6 = "::1";

    /// <summary>
    /// Whether somebody listens on a port, by IPv4 or IPv6. Asks the system's table: a connection to look would disturb servers that take one client
    /// only (a second one hangs on QEMU, st-util ends).
    /// </summary>
    public static bool Contains(int port) => HostOf(port) is not null;

    /// <summary>The address of this computer by which a port is reached.</summary>
    /// <returns>That of IPv6 only where nobody takes IPv4; null when nobody listens.</returns>
    public static string? HostOf(int port)
    {
        IPAddress[] addresses = [.. Listeners().Where(listener => listener.Port == port).Select(static listener => listener.Address)];
        // "::" takes IPv4, too, and IPv6 may be switched off beside it.
        return addresses.Length == 0 ? null
            : Array.Exists(addresses, static address => address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6 || address.Equals(IPAddress.IPv6Any)) ? LoopbackOfIPv4
            : LoopbackOfIPv6;
    }

    /// <summary>A port that nobody uses at this moment.</summary>
    public static int ChooseFree()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // .NET reads the same tables of Linux, and throws where a kernel without IPv6 has one of them only.
    private static IEnumerable<IPEndPoint> Listeners() => OperatingSystem.IsLinux()
        ? TcpSocket.All().Where(static socket => socket.Listens).Select(static socket => socket.Local)
        : IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
}
