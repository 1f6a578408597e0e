using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>
/// The virtual board behind a stub in this process, reached over links that damage bytes both ways, on a clock that moves only when nothing
/// else does: the stub has handled all that came, and the client waits.
/// </summary>
internal sealed class NoisyBoard : IAsyncDisposable
{
    /// <summary>Against a hang only.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int MaxTicks = 5000;

    private readonly RspStub _stub;
    private readonly Traffic _traffic = new();
    // A signal that comes late only wakes the next wait once too often, so that one serves all.
    private readonly SemaphoreSlim _signal = new(0);

    public NoisyBoard(StubPersonality personality)
    {
        var board = new Board(new());
        Span<byte> program = stackalloc byte[TestProgram.SizeInBytes];
        TestProgram.Write(program);
        board.Load(0, program);
        board.Reset();
        Host = new BoardHost(board);
        _stub = new RspStub(new BoardTarget(Host), new RspStubOptions { Personality = personality, Observer = _traffic, ResumeWhenLastClientLeaves = false });
    }

    public ManualTime Time { get; } = new();

    public BoardHost Host { get; }

    /// <summary>Makes a new connection; it is quiet until <see cref="NoisyTransport.IsNoisy"/> is set.</summary>
    public NoisyTransport Connect(LinkFaults faults) => new(_stub, _traffic.Begin(), faults, Time);

    /// <summary>Waits for a call of the client, moving the clock when both sides stand still.</summary>
    /// <param name="task">The call.</param>
    /// <param name="onStill">Called at each such tick; may do what a user would do who waits.</param>
    /// <param name="describe">The state of the client, for the message of a hang.</param>
    public async Task RunAsync(Task task, Action? onStill = null, Func<string>? describe = null)
    {
        _traffic.Changed = () => _signal.Release();
        _ = task.ContinueWith(_ => _signal.Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var patience = System.Diagnostics.Stopwatch.StartNew();
        for (int ticks = 0; !task.IsCompleted;)
        {
            if (!_traffic.IsStill)
            {
                Assert.That(await _signal.WaitAsync(Patience), Is.True, "neither side does anything, and neither is done");
                // The signal may come from inside the stub, which cannot go on before this returns.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                continue;
            }

            onStill?.Invoke();
            if (Time.UntilNextTimer is { } wait)
            {
                Assert.That(ticks++, Is.LessThan(MaxTicks), () => $"a call hangs: {MaxTicks} timers did not end it\n{describe?.Invoke()}");
                Time.Advance(wait);
                continue;
            }

            // Nobody waits for the clock: the client is at work, on a thread that this computer has not run yet.
            Assert.That(patience.Elapsed, Is.LessThan(Patience), () => $"a call hangs, and waits for no timer\n{describe?.Invoke()}");
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        _traffic.Changed = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stub.DisposeAsync();
        await Host.DisposeAsync();
        _signal.Dispose();
    }
}
