using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>Real listeners of both families: found without a connection, then reached by the address that was found.</summary>
public sealed class ListeningPortsTests
{
    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("0.0.0.0", "127.0.0.1")]
    [TestCase("::1", "::1")]
    [TestCase("::", "127.0.0.1")]
    [TestCase("::ffff:127.0.0.1", "127.0.0.1")]
    public async Task HostOf_Listener_GivesTheAddressThatReachesIt(string address, string expected)
    {
        using Socket listener = Listen(IPAddress.Parse(address));
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Assert.That(ListeningPorts.HostOf(port), Is.EqualTo(expected));
        using var client = new TcpClient(IPAddress.Parse(expected).AddressFamily);
        await client.ConnectAsync(IPAddress.Parse(expected), port);
        Assert.That(client.Connected, Is.True);
    }

    [Test]
    public void HostOf_NobodyListens_IsNull() => Assert.That(ListeningPorts.HostOf(ListeningPorts.ChooseFree()), Is.Null);

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    [Platform("Linux", Reason = "who has a port is looked for in /proc")]
    public void Find_Listener_IsThisProcess(string address)
    {
        using Socket listener = Listen(IPAddress.Parse(address));
        Assert.That(PortHolder.Find(((IPEndPoint)listener.LocalEndPoint!).Port)?.ProcessId, Is.EqualTo(Environment.ProcessId));
    }

    private static Socket Listen(IPAddress address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) listener.DualMode = !address.Equals(IPAddress.IPv6Loopback);
            listener.Bind(new IPEndPoint(address, 0));
            listener.Listen();
            return listener;
        }
        catch (SocketException none) when (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.Dispose();
            Assert.Ignore($"This computer has no IPv6: {none.Message}");
            throw;
        }
    }
}
