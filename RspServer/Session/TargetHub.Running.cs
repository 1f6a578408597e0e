using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The part of the hub that concerns runs.</summary>
/// <remarks>
/// States: stopped (<c>_stop</c> known or null before the first halt), running (<c>_isRunning</c>). A run starts under the gate; it ends,
/// and its waiters are taken, under <c>_runLock</c>, so a waiter either joins the run or finds the target stopped.
/// </remarks>
internal sealed partial class TargetHub : IResumeHost
{
    private readonly Lock _runLock = new();
    private readonly List<IRunWaiter> _waiters = [];
    private Task _run = Task.CompletedTask;
    private TaskCompletionSource<TargetStop> _end = new();
    private volatile TargetStop? _stop;
    private volatile bool _isRunning;
    private volatile bool _interrupted;

    /// <summary>True while a run is under way.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Stops the target if needed and tells why it is stopped.</summary>
    public async ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken)
    {
        Task<TargetStop>? end = null;
        lock (_runLock)
        {
            if (_isRunning) end = _end.Task;
        }

        if (end is not null)
        {
            Interrupt();
            return await end.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_stop is { } known) return known;
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return _stop ??= await target.HaltAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the known stop, after a reset.</summary>
    public void SetStop(TargetStop stop) => _stop = stop;

    /// <summary>Starts a run, or joins the one under way. Console text and file calls go to those who wait for it.</summary>
    public async ValueTask ResumeAsync(ResumePlan plan, RspThreadId thread, IRunWaiter waiter, CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        Start(plan, thread, waiter);
    }

    /// <summary>Lets the target run with nobody waiting, unless it runs or is gone.</summary>
    public async ValueTask RunFreeAsync(CancellationToken cancellationToken)
    {
        using Lease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (_stop is TargetStop.Exited or TargetStop.Lost) return;
        Start(new ResumePlan(ResumeAction.Continue), new RspThreadId(1), waiter: null);
    }

    /// <summary>The waiter left.</summary>
    public void StopWaiting(IRunWaiter waiter)
    {
        lock (_runLock) _waiters.Remove(waiter);
    }

    public void Interrupt()
    {
        if (!_isRunning) return;
        _interrupted = true;
        target.Interrupt();
    }

    /// <summary>Waits for the end of a run after the lifetime ended.</summary>
    public Task DrainAsync() => _run;

    /// <inheritdoc/>
    public async ValueTask WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        foreach (IRunWaiter waiter in Waiters()) await waiter.WriteConsoleAsync(utf8, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<FileIoReply> CallAsync(FileIoCall call, CancellationToken cancellationToken) =>
        Waiters() is [var first, ..] ? first.CallAsync(call, cancellationToken) : new(new FileIoReply(-1, FileIoReply.NotImplemented, false));

    private IRunWaiter[] Waiters()
    {
        lock (_runLock) return [.. _waiters];
    }

    private void Start(ResumePlan plan, RspThreadId thread, IRunWaiter? waiter)
    {
        lock (_runLock)
        {
            if (waiter is not null) _waiters.Add(waiter);
            if (_isRunning) return;
            (_stop, _interrupted, _isRunning) = (null, false, true);
            _end = new TaskCompletionSource<TargetStop>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _run = RunToEndAsync(plan, thread);
    }

    private async Task RunToEndAsync(ResumePlan plan, RspThreadId thread)
    {
        await Task.Yield();
        TargetStop stop;
        try
        {
            stop = await RunAsync(plan, thread).ConfigureAwait(false);
        }
        catch (IOException)
        {
            stop = new TargetStop.Lost();
        }
        catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
        {
            stop = new TargetStop.Interrupted();
        }

        IRunWaiter[] waiters;
        lock (_runLock)
        {
            (_stop, _isRunning) = (stop, false);
            waiters = [.. _waiters];
            _waiters.Clear();
        }

        _end.SetResult(stop);
        foreach (IRunWaiter waiter in waiters) await waiter.OnRunEndedAsync(stop).ConfigureAwait(false);
    }

    private async ValueTask<TargetStop> RunAsync(ResumePlan plan, RspThreadId thread)
    {
        // A request to stop may follow the order to run at once, before the target has it.
        TargetStop stop = _interrupted ? new TargetStop.Interrupted() : await target.ResumeAsync(plan.Action, thread, this, lifetime).ConfigureAwait(false);
        while (stop is TargetStop.Stepped && plan.Range is { } range && await IsInsideAsync(range, thread).ConfigureAwait(false))
        {
            // The request may have come between two steps, when the target had nothing to interrupt.
            stop = _interrupted ? new TargetStop.Interrupted() : await target.ResumeAsync(plan.Action, thread, this, lifetime).ConfigureAwait(false);
        }

        return stop;
    }

    private async ValueTask<bool> IsInsideAsync(SteppingRange range, RspThreadId thread)
    {
        if (!target.Description.TryFind(target.Description.ProgramCounter, out RegisterDescription pc)) return false;
        byte[] value = new byte[8];
        TargetStatus status = await target.ReadRegisterAsync(thread, pc, value.AsMemory(0, pc.SizeInBytes), lifetime).ConfigureAwait(false);
        return status.IsOk && range.Contains(new TargetAddress(BitConverter.ToUInt64(value)));
    }
}
