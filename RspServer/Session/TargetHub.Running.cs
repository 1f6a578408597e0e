using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The part of the hub that concerns runs.</summary>
/// <remarks>
/// States, changed under <c>_runLock</c>: stopped, ordered (the target has not taken the order yet), running. The target tells of runs and stops
/// (<see cref="ITargetWatcher"/>). A waiter either joins the run under way, or orders one from the present stop, which its client must have been
/// told of; in each case the next stop is the one it is told. An order that comes too late is void, and a stop that makes it so is told.
/// </remarks>
internal sealed partial class TargetHub : ITargetWatcher
{
    private readonly Lock _runLock = new();
    private readonly List<IRunWaiter> _waiters = [];
    private readonly HashSet<int> _attached = [];
    private IRunWaiter? _starter;
    private TaskCompletionSource<TargetStop> _end = new();
    private volatile TargetStop? _stop;
    private volatile bool _isOrdered;
    private volatile bool _isRunning;

    /// <summary>True while a run is under way or ordered.</summary>
    public bool IsRunning => _isRunning || _isOrdered;

    /// <summary>The last stop; null before the first client.</summary>
    public TargetStop? LastStop => _stop;

    /// <summary>A client looks at the target from here on.</summary>
    public void Attach(int client)
    {
        lock (_runLock) _attached.Add(client);
    }

    /// <summary>A client has turned from the target, be it still connected (extended mode).</summary>
    /// <returns>True when nobody is left who looks at it; false for a client that was gone already.</returns>
    public bool Detach(int client)
    {
        lock (_runLock) return _attached.Remove(client) && _attached.Count == 0;
    }

    /// <summary>Stops the target if needed and tells why it is stopped.</summary>
    public async ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken)
    {
        Task<TargetStop>? end = null;
        lock (_runLock)
        {
            if (IsRunning) end = _end.Task;
        }

        if (end is not null)
        {
            runs.Interrupt();
            return await end.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_stop is { } known) return known;
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return _stop ??= await target.HaltAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a run, or joins the one under way. A client that has not been told of the present stop is told of it instead: it meant to
    /// run from another place. Console text and file calls go to those who wait.
    /// </summary>
    public async ValueTask ResumeAsync(ResumePlan plan, RspThreadId thread, IRunWaiter waiter, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStop? from = null, missed = null;
        lock (_runLock)
        {
            if (!IsRunning && !ReferenceEquals(_stop, waiter.SeenStop)) missed = _stop;
            else _waiters.Add(waiter);
            if (!IsRunning && missed is null) (from, _starter) = (Order(), waiter);
        }

        if (missed is not null) waiter.OnRunEnded(missed, isOwn: false);
        else if (from is not null) runs.Resume(plan, thread, from);
    }

    /// <summary>Lets the target run with nobody waiting, unless it runs or is gone.</summary>
    public async ValueTask RunFreeAsync(CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStop? from = null;
        lock (_runLock)
        {
            if (!IsRunning && _stop is not (null or TargetStop.Exited or TargetStop.Lost)) from = Order();
        }

        if (from is not null) runs.Resume(new ResumePlan(ResumeAction.Continue), new RspThreadId(1), from);
    }

    /// <summary>The waiter left.</summary>
    public void StopWaiting(IRunWaiter waiter)
    {
        lock (_runLock) _waiters.Remove(waiter);
    }

    /// <summary>A client asks for a stop; nothing happens while the target stands.</summary>
    public void Interrupt()
    {
        if (IsRunning) runs.Interrupt();
    }

    /// <inheritdoc/>
    public void OnResumed()
    {
        lock (_runLock)
        {
            if (_isRunning) return;
            if (!_isOrdered) _end = new TaskCompletionSource<TargetStop>(TaskCreationOptions.RunContinuationsAsynchronously);
            (_isRunning, _isOrdered) = (true, false);
        }
    }

    /// <inheritdoc/>
    public void OnStopped(TargetStop stop)
    {
        lock (_runLock)
        {
            (_stop, _isRunning, _isOrdered) = (stop, false, false);
            foreach (IRunWaiter waiter in _waiters) waiter.OnRunEnded(stop, ReferenceEquals(waiter, _starter));
            _waiters.Clear();
            _starter = null;
        }

        _ = _end.TrySetResult(stop);
    }

    /// <inheritdoc/>
    public void OnConsole(ReadOnlyMemory<byte> utf8)
    {
        lock (_runLock)
        {
            foreach (IRunWaiter waiter in _waiters) waiter.ShowConsole(utf8);
        }
    }

    /// <summary>The program waits for the one who reads its text; of several who read none is to hold up the others.</summary>
    public ValueTask WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        if (Waiters() is [var only]) return only.WriteConsoleAsync(utf8, cancellationToken);
        OnConsole(utf8);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<FileIoReply> CallAsync(FileIoCall call, CancellationToken cancellationToken) =>
        Waiters() is [var first, ..] ? first.CallAsync(call, cancellationToken) : new(new FileIoReply(-1, FileIoReply.NotImplemented, false));

    // Under the lock.
    private TargetStop? Order()
    {
        _isOrdered = true;
        _end = new TaskCompletionSource<TargetStop>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _stop;
    }

    private IRunWaiter[] Waiters()
    {
        lock (_runLock) return [.. _waiters];
    }
}
