using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;

namespace RspDebug.DebugAdapter.Engine.Sharing;

/// <summary>A debug session on a TCP port, for gdb, lldb and other clients of GDB's remote protocol, several at once.</summary>
internal sealed class GdbPort : IAsyncDisposable
{
    // r0 to xPSR. The rest is asked for one by one: a server behind gives it one by one, too.
    private const int RegistersInPacket = 17;

    private readonly RspStub _stub;
    private readonly RspListener _listener;

    private GdbPort(RspStub stub, RspListener listener) => (_stub, _listener) = (stub, listener);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Opens the port on a session whose target is halted.</summary>
    /// <param name="session">Stays the caller's; end the port before it.</param>
    /// <param name="port">0 picks a free one.</param>
    /// <param name="address">Where to listen; null for this computer alone.</param>
    /// <param name="resumeWhenLeft">Whether the target runs on when the last client has left, because nobody else looks at it.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static GdbPort Open(DebugSession session, int port, IPAddress? address, bool resumeWhenLeft)
    {
        var options = new RspStubOptions
        {
            Personality = StubPersonality.Plain with { GeneralRegisterCount = RegistersInPacket },
            ResumeWhenLastClientLeaves = resumeWhenLeft,
            KillResets = false,
        };
        var stub = new RspStub(new SharedTarget(session), options);
        return new GdbPort(stub, RspListener.Start(stub, port, address));
    }

    /// <summary>Opens the port that a launch configuration asks for.</summary>
    /// <param name="session">As for <see cref="Open"/>.</param>
    /// <param name="port">0 picks a free one.</param>
    /// <param name="outcome">How to connect, or why not and what to do.</param>
    /// <returns>Null when the port is taken or not allowed.</returns>
    public static GdbPort? TryOpen(DebugSession session, int port, out string outcome)
    {
        try
        {
            GdbPort opened = Open(session, port, address: null, resumeWhenLeft: false);
            outcome = $"gdb and lldb can share this session: target extended-remote localhost:{opened.EndPoint.Port}";
            return opened;
        }
        catch (SocketException taken)
        {
            outcome = $"\"gdbServerPort\": port {port} cannot be listened on: {taken.Message}. Choose another one, or 0 for a free one; this session goes on without.";
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Those who wait for a stop have it in their queues: they send it as they end.
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _stub.DisposeAsync().ConfigureAwait(false);
    }
}
