using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The runs of a target that the stub alone uses.</summary>
internal sealed class SoleRuns(IRspTarget target, CancellationToken lifetime) : ITargetRuns
{
    private ITargetWatcher? _watcher;
    private Task _run = Task.CompletedTask;
    private volatile bool _interrupted;

    public void Watch(ITargetWatcher watcher) => _watcher = watcher;

    /// <summary>The hub lets one order through at a time, so that it always follows the present stop.</summary>
    public void Resume(ResumePlan plan, RspThreadId thread, TargetStop from)
    {
        _interrupted = false;
        _watcher!.OnResumed();
        _run = RunToEndAsync(plan, thread);
    }

    public void Interrupt()
    {
        _interrupted = true;
        target.Interrupt();
    }

    /// <summary>Waits for the end of a run after the lifetime ended.</summary>
    public Task DrainAsync() => _run;

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

        _watcher!.OnStopped(stop);
    }

    private async ValueTask<TargetStop> RunAsync(ResumePlan plan, RspThreadId thread)
    {
        TargetStop stop = await RunOnceAsync(plan, thread).ConfigureAwait(false);
        while (stop is TargetStop.Stepped && plan.Range is { } range && await FindPcAsync(thread).ConfigureAwait(false) is { } pc && range.Contains(pc))
        {
            // A step leaves the breakpoint that it stands on; one that is reached on the way stops the range step.
            if (await _watcher!.FindBreakpointAsync(pc, lifetime).ConfigureAwait(false) is { } kind) return new TargetStop.Breakpoint(kind);
            stop = await RunOnceAsync(plan, thread).ConfigureAwait(false);
        }

        return stop;
    }

    private async ValueTask<TargetStop> RunOnceAsync(ResumePlan plan, RspThreadId thread)
    {
        if (_interrupted) return new TargetStop.Interrupted();
        Task<TargetStop> run = target.ResumeAsync(plan.Action, thread, _watcher!, lifetime);
        // A request to stop that came between the question and the order found nothing to interrupt.
        if (_interrupted) target.Interrupt();
        return await run.ConfigureAwait(false);
    }

    private async ValueTask<TargetAddress?> FindPcAsync(RspThreadId thread)
    {
        if (!target.Description.TryFind(target.Description.ProgramCounter, out RegisterDescription pc)) return null;
        byte[] value = new byte[8];
        TargetStatus status = await target.ReadRegisterAsync(thread, pc, value.AsMemory(0, pc.SizeInBytes), lifetime).ConfigureAwait(false);
        return status.IsOk ? new TargetAddress(BitConverter.ToUInt64(value)) : null;
    }
}
