using System.Threading.Channels;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Session;

/// <summary>A debug session on the virtual board in this process, over a real RSP link, with its packets counted.</summary>
internal sealed class BoardSession : ISessionEvents, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Channel<StopReport> _stops = Channel.CreateUnbounded<StopReport>();
    private readonly BoardStub _board;
    private RspSession _rsp = null!;

    private BoardSession(BoardStub board) => _board = board;

    public DebugSession Session { get; private set; } = null!;

    public List<string> Output { get; } = [];

    /// <summary>Packets sent since <see cref="CountFromHere"/>.</summary>
    public long Packets => _rsp.Statistics.PacketsSent - _from;

    private long _from;

    public static Task<BoardSession> StartAsync(string variant, StubPersonality? personality = null) => StartImageAsync(Firmware.ImagePath(variant), personality);

    /// <summary>Starts with any image.</summary>
    public static async Task<BoardSession> StartImageAsync(string image, StubPersonality? personality = null)
    {
        var session = new BoardSession(BoardStub.Start(personality ?? StubPersonality.Plain, image));
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", session._board.Port, Limit, CancellationToken.None);
        session._rsp = await RspSession.ConnectAsync(transport, new RspOptions(), CancellationToken.None);
        await session._rsp.MonitorAsync("reset halt", CancellationToken.None);
        await session._rsp.MonitorAsync("maskisr on", CancellationToken.None);
        var link = new RspTargetLink(session._rsp, new LinkTraits { UsesChecksum = true, StepsThroughRanges = true });
        session.Session = new DebugSession(link, LoadedImage.Open(image), new SessionOptions(), session);
        await session.Session.PrepareAsync(CancellationToken.None);
        return session;
    }

    public void CountFromHere() => _from = _rsp.Statistics.PacketsSent;

    public async Task<StopReport> RunAsync(Action<DebugSession> start)
    {
        start(Session);
        using var limit = new CancellationTokenSource(Limit);
        return await _stops.Reader.ReadAsync(limit.Token);
    }

    public Task<IReadOnlyList<UserBreakpoint>> BreakAtAsync(params string[] marks)
    {
        FirmwareMark[] places = [.. marks.Select(Firmware.Mark)];
        string path = Firmware.SourcePath(places[0].Unit);
        return Session.SetBreakpointsAsync(path, [.. places.Select(p => new BreakpointSpec.Line(path, p.Line))], CancellationToken.None);
    }

    public async Task ClearAsync(string mark) =>
        await Session.SetBreakpointsAsync(Firmware.SourcePath(Firmware.Mark(mark).Unit), [], CancellationToken.None);

    public async Task<StackFrame> TopAsync() => (await Session.StackAsync(0, 20, CancellationToken.None)).Frames[0];

    public void OnStopped(StopReport stop) => _stops.Writer.TryWrite(stop);

    public void OnOutput(OutputKind kind, string text) => Output.Add(text);

    public void OnEnded(string? reason) => _stops.Writer.TryComplete();

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _board.DisposeAsync();
    }
}
