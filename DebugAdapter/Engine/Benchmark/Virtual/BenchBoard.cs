using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;
using RspDebug.RspServer.Transport;
using RspDebug.VirtualBoard.Device;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using Simulation = RspDebug.VirtualBoard.Board;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>A virtual board in this process with a stub of its own, on a link in memory: as fast as a server can be, and its truth can be seen.</summary>
internal sealed class BenchBoard : IAsyncDisposable
{
    private readonly BoardHost _host;
    private readonly RspStub _stub;
    private readonly LoopbackStream _stubEnd;
    private readonly Task _serving;

    /// <summary>Builds and starts the board.</summary>
    /// <param name="elfPath">The image.</param>
    /// <param name="storm">Interrupts at random cycles; null for none.</param>
    /// <param name="fault">A mistake that it makes on purpose; null for none.</param>
    /// <param name="personality">Habits of the stub; null for its own.</param>
    public BenchBoard(string elfPath, InterruptStormOptions? storm, InjectedFault? fault = null, StubPersonality? personality = null)
    {
        var board = new Simulation(new() { Storm = storm });
        BoardServer.Load(board, elfPath);
        board.Reset();
        board.Debug.ExceptionObserver = Watch;
        _host = new BoardHost(board);
        (LoopbackStream client, _stubEnd) = LoopbackStream.CreatePair();
        Transport = new LoopbackTransport(client);
        var target = new BoardTarget(_host);
        Faulty = fault is null or { Cause: StepCause.Retransmit } ? null : new FaultyTarget(target, _host, fault, _stubEnd.Dispose);
        _stub = new RspStub(Faulty ?? (IRspTarget)target, new RspStubOptions { Personality = PersonalityOf(personality, fault) });
        _serving = _stub.ServeAsync(_stubEnd, CancellationToken.None);
    }

    /// <summary>The client's end; the session disposes it.</summary>
    public IRspTransport Transport { get; }

    /// <summary>Which handlers were entered.</summary>
    public BoardWatch Watch { get; } = new();

    /// <summary>The target that errs on purpose, if any.</summary>
    public FaultyTarget? Faulty { get; }

    /// <summary>Uses the board between two instructions.</summary>
    public T Use<T>(Func<Simulation, T> use) => _host.Use(use);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stub.DisposeAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stubEnd.DisposeAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
    }

    // A damaged byte is noticed by its checksum only while packets are acknowledged.
    private static StubPersonality PersonalityOf(StubPersonality? personality, InjectedFault? fault)
    {
        StubPersonality own = personality ?? StubPersonality.Plain;
        return fault is { Cause: StepCause.Retransmit } retransmit
            ? own with { OffersNoAckMode = false, Faults = new LinkFaults { Seed = 5, CorruptPpm = Math.Max(1, 2000 / retransmit.EveryNthStep) } }
            : own;
    }
}
