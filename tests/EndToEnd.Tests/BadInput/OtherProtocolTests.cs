using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.BadInput;

/// <summary>A port that is not a debug server's, such as OpenOCD's telnet port in place of its gdb port: what it sent is shown, and which port is meant.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class OtherProtocolTests
{
    [TestCase("\u00ff\u00fb\u0003\u00ff\u00fb\u0001Open On-Chip Debugger\r\n> ", false, @"\xff\xfb\x03\xff\xfb\x01Open On-Chip Debugger\x0d\x0a> ", TestName = "Attach_TelnetPort_IsNamed")]
    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n", true, @"HTTP/1.1 400 Bad Request\x0d\x0a\x0d\x0a", TestName = "Attach_PortOfAWebServerThatHangsUp_IsNamed")]
    public async Task Attach(string greeting, bool hangsUp, string shown)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, greeting, hangsUp);
        JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath("gcc-O0-dwarf5"));
        configuration["gdbTarget"] = listener.LocalEndpoint.ToString();
        configuration["timeouts"] = new JsonObject { ["replyMs"] = 1_000 };
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("attach", configuration));
        Assert.That(refused!.ShownMessage, Does.Contain("does not speak the GDB remote protocol").And.Contain($"it sent \"{shown}\"").And.Contain("gdb port"));
        Assert.That(await session.EndAsync(), Is.Zero);
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, string greeting, bool hangsUp)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(greeting.Select(static letter => (byte)letter).ToArray());
        byte[] heard = new byte[1000];
        try
        {
            while (await client.GetStream().ReadAsync(heard) > 0 && !hangsUp)
            {
            }
        }
        catch (IOException)
        {
            // The adapter may end the connection with bytes unread.
        }
    }
}
