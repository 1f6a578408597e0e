using System.Text;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspServer.Targets;
using BreakpointKind = RspDebug.RspServer.Targets.BreakpointKind;
using TargetAddress = RspDebug.RspServer.Targets.TargetAddress;
using TargetStop = RspDebug.RspServer.Targets.TargetStop;

namespace RspDebug.DebugAdapter.Engine.Sharing;

// Runs: what the engine tells of them, and what the clients order.
internal sealed partial class SharedTarget : IRunObserver
{
    private const int UserDefinedSignal = 30;

    private ITargetWatcher? _watcher;
    private volatile TargetStop _present = new TargetStop.Halted();

    /// <inheritdoc/>
    public void Watch(ITargetWatcher watcher)
    {
        _watcher = watcher;
        _session.Observe(this);
        watcher.OnStopped(_present);
    }

    /// <inheritdoc/>
    public void Resume(ResumePlan plan, RspThreadId thread, TargetStop from)
    {
        ResumeKind kind = plan.Action == ResumeAction.Step ? ResumeKind.Step : ResumeKind.Continue;
        _ = TellIfClosedAsync(_session.RunForeignAsync(
            () => ReferenceEquals(_present, from), kind, pc => plan.Range is { } range && range.Contains(new TargetAddress(pc))));
    }

    /// <inheritdoc/>
    public void Interrupt() => _ = TellIfClosedAsync(_session.PauseForeignAsync());

    /// <inheritdoc/>
    void IRunObserver.OnResumed() => _watcher!.OnResumed();

    /// <inheritdoc/>
    void IRunObserver.OnStopped(RunOutcome? outcome, uint? pc, bool isForeign) => Tell(Describe(outcome, pc, isForeign));

    /// <inheritdoc/>
    void IRunObserver.OnConsole(string text) => _watcher!.OnConsole(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    void IRunObserver.OnEnded()
    {
        if (_present is not (TargetStop.Lost or TargetStop.Exited))
            Tell(new TargetStop.Lost());
    }

    private void Tell(TargetStop stop)
    {
        _present = stop;
        _watcher!.OnStopped(stop);
    }

    // Refused while the target runs: its end is told to those who wait. Refused because the session is over: nothing else will tell them.
    private async Task TellIfClosedAsync(Task order)
    {
        await order.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (order.Exception?.InnerException is EngineClosedException)
            Tell(new TargetStop.Lost());
    }

    // What the clients did themselves is a trap of their own; what the session's user did reads as an interrupt (see StopReplyWriter).
    private TargetStop Describe(RunOutcome? outcome, uint? pc, bool isForeign) => outcome switch
    {
        RunOutcome.StepDone when isForeign => new TargetStop.Stepped(),
        RunOutcome.AtBreakpoint hit when hit.Ids.Contains(ForeignBreakpoints.Id) =>
            new TargetStop.Breakpoint(BreakpointKind.Hardware) { Address = pc is { } at ? new TargetAddress(at) : null },
        RunOutcome.AtDataBreakpoint hit when _session.FindForeignWatch(hit.Ids) is { } watch => new TargetStop.Watchpoint(KindOf(watch.Spec.Access), new TargetAddress(watch.Spec.Address)),
        RunOutcome.TargetStopped stopped => Describe(stopped.Stop),
        RunOutcome.Ended ended => Describe(ended.Stop),
        null => new TargetStop.Halted(),
        _ => new TargetStop.Interrupted(),
    };

    private static TargetStop Describe(Target.TargetStop stop) => stop.Kind switch
    {
        TargetStopKind.Ended => new TargetStop.Exited(0),
        TargetStopKind.Signal => new TargetStop.Fault(stop.Signal is > 0 and < 0x100 ? stop.Signal : UserDefinedSignal),
        TargetStopKind.Interrupted => new TargetStop.Interrupted(),
        _ => new TargetStop.Halted(),
    };

    private static BreakpointKind KindOf(Breakpoints.DataAccess access) => access switch
    {
        Breakpoints.DataAccess.Write => BreakpointKind.WriteWatchpoint,
        Breakpoints.DataAccess.Read => BreakpointKind.ReadWatchpoint,
        _ => BreakpointKind.AccessWatchpoint,
    };
}
