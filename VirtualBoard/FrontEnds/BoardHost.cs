using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.FrontEnds;

/// <summary>Runs a board on its own and lets several front ends use it: the one owner of the board.</summary>
/// <remarks>
/// The board runs whenever its core is not halted, in slices; between two slices <see cref="Use{T}"/> gets in. What a front end does to the
/// board therefore happens between two instructions.
/// </remarks>
public sealed class BoardHost : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly BoardHostOptions _options;
    private readonly Board _board;
    private readonly Task _running;
    private TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>Takes over a board that was loaded and reset; it starts to run at once, unless its core is halted.</summary>
    public BoardHost(Board board, BoardHostOptions? options = null)
    {
        (_board, _options) = (board, options ?? new BoardHostOptions());
        _running = RunAsync(_lifetime.Token);
    }

    /// <summary>Uses the board between two instructions.</summary>
    public T Use<T>(Func<Board, T> use)
    {
        bool mayRun = true;
        Interlocked.Increment(ref _waiting);
        try
        {
            lock (_gate)
            {
                T result = use(_board);
                _board.Processor.TakePendingReset();
                NoteStop();
                mayRun = !IsIdle;
                return result;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            // A debugger at a halted core reads registers by the dozen: the runner sleeps through that.
            if (mayRun && _wake.CurrentCount == 0) Wake();
        }
    }

    /// <summary>Uses the board between two instructions.</summary>
    public void Use(Action<Board> use) => Use(board =>
    {
        use(board);
        return true;
    });

    /// <summary>Completes when the core is halted or locked up.</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        lock (_gate) return HasStopped ? Task.CompletedTask : _stopped.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops running.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lifetime.Dispose();
        _wake.Dispose();
    }

    private bool HasStopped => _board.Processor.IsHalted || _board.Processor.IsLockedUp;

    private bool IsIdle => HasStopped || (_board.Processor.IsSleeping && _board.Timeline.NextDue == ulong.MaxValue);

    private void NoteStop()
    {
        if (HasStopped) _stopped.TrySetResult();
        else if (_stopped.Task.IsCompleted) _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two front ends woke it at once.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var pace = new Pace(_options);
        while (!cancellationToken.IsCancellationRequested)
        {
            bool idle;
            ulong cycles;
            lock (_gate)
            {
                ulong before = _board.Timeline.Cycles;
                _board.Run(_options.SliceInInstructions, _options.CyclesPerSecond is { } rate ? rate / 100 : ulong.MaxValue);
                cycles = _board.Timeline.Cycles - before;
                idle = IsIdle;
                NoteStop();
            }

            if (idle)
            {
                await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
                pace.Restart();
            }
            else
            {
                await pace.WaitAsync(cycles, cancellationToken).ConfigureAwait(false);
            }

            while (Volatile.Read(ref _waiting) > 0) await Task.Yield();
        }
    }
}
