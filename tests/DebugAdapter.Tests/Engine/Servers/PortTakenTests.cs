using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

public sealed class PortTakenTests
{
    // what the server printed | the port that is taken, where the RSP port is 4000
    [TestCase("Error: couldn't bind telnet to socket on port 4444: Address already in use", 4444)]
    [TestCase("Error: couldn't bind gdb to socket on port 4000: Address already in use", 4000)]
    [TestCase("qemu-system-arm: -gdb tcp:127.0.0.1:4000: Failed to find an available port: Address already in use", 4000)]
    [TestCase("OSError: [Errno 98] Address already in use", 4000)]
    [TestCase("port 99999: address in use", 4000)]
    [TestCase("Error: unable to find a matching CMSIS-DAP device", null)]
    public void Find_LastLines_NamesThePort(string line, int? expected) => Assert.That(PortTaken.Find(["Open On-Chip Debugger 0.12.0", line, "shutdown"], 4000), Is.EqualTo(expected));

    [Test]
    [Platform("Linux", Reason = "the holder of a port is looked up in /proc")]
    public void Find_ListenerOfThisProcess_NamesIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        PortHolder? holder = PortHolder.Find(((IPEndPoint)listener.LocalEndpoint).Port);
        Assert.That(holder?.ProcessId, Is.EqualTo(Environment.ProcessId));
        Assert.That(holder!.Program, Is.EqualTo(File.ReadAllText("/proc/self/comm").Trim()));
    }

    [Test]
    public void Find_NobodyListens_IsNull()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.That(PortHolder.Find(((IPEndPoint)bound.LocalEndPoint!).Port), Is.Null);
    }
}
