using System.Net;
using System.Net.Sockets;

namespace RspDebug.Testing;

/// <summary>A <see cref="FakeStub"/> on a free TCP port of this machine; one client at a time, the next after the one before has left.</summary>
public sealed class FakeStubListener : IAsyncDisposable
{
    private readonly FakeStub _stub;
    private readonly Socket _listener;
    private readonly Thread _thread;
    private volatile Socket? _client;
    private volatile bool _isDisposed;

    internal FakeStubListener(FakeStub stub)
    {
        _stub = stub;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(Serve) { IsBackground = true, Name = "fake stub" };
        _thread.Start();
    }

    /// <summary>The port, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>For <c>gdbTarget</c>: <c>127.0.0.1:port</c>.</summary>
    public string GdbTarget => $"127.0.0.1:{Port}";

    /// <summary>Closes the port and the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _listener.Dispose();
        _client?.Dispose();
        _thread.Join(TimeSpan.FromSeconds(5));
        return default;
    }

    private void Serve()
    {
        byte[] buffer = new byte[64 * 1024];
        while (!_isDisposed)
        {
            try
            {
                using Socket client = _listener.Accept();
                client.NoDelay = true;
                _client = client;
                _stub.Attach(bytes => Send(client, bytes), client.Dispose);
                for (int received; (received = client.Receive(buffer)) > 0;) _stub.Feed(buffer.AsSpan(0, received));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The client left, the stub dropped the link on purpose, or the test is over.
                continue;
            }
        }
    }

    private static void Send(Socket client, byte[] bytes)
    {
        try
        {
            client.Send(bytes);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The client left in the middle of a reply; the receive call sees it too and ends the service.
            return;
        }
    }
}
