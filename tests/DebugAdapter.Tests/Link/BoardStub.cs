using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>The virtual board behind a stub that has the manners of some server, on a free TCP port.</summary>
internal sealed class BoardStub : IAsyncDisposable
{
    private readonly BoardHost _host;
    private readonly StubPersonality _personality;
    private RspStub? _stub;
    private RspListener? _listener;

    private BoardStub(BoardHost host, StubPersonality personality) => (_host, _personality) = (host, personality);

    /// <summary>For <c>gdbTarget</c>.</summary>
    public string GdbTarget => $"127.0.0.1:{Port}";

    public int Port { get; private set; }

    /// <summary>The board between two instructions.</summary>
    public BoardHost Host => _host;

    public static BoardStub Start(StubPersonality personality, string image)
    {
        var board = new VirtualBoard.Board(new());
        BoardServer.Load(board, image);
        board.Reset();
        var stub = new BoardStub(new BoardHost(board), personality);
        stub.Serve(port: 0);
        return stub;
    }

    /// <summary>Ends the server as a crash would: connections break, the port is closed. The board goes on.</summary>
    public async Task KillAsync()
    {
        await _listener!.DisposeAsync();
        await _stub!.DisposeAsync();
        (_listener, _stub) = (null, null);
    }

    /// <summary>A new server on the same port, which knows nothing of the one before.</summary>
    public void Restart() => Serve(Port);

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await KillAsync();
        await _host.DisposeAsync();
    }

    private void Serve(int port)
    {
        _stub = new RspStub(new BoardTarget(_host), new RspStubOptions { Personality = _personality, ResumeWhenLastClientLeaves = false });
        _listener = RspListener.Start(_stub, port);
        Port = _listener.EndPoint.Port;
    }
}
