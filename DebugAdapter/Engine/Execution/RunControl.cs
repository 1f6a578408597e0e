using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>
/// Resumes the target and waits for its stop, while commands that arrive meanwhile are served: those that need no target at once,
/// those that need a halt through a short interruption, <c>pause</c> and the end of the session by stopping the run.
/// </summary>
internal sealed class RunControl(EngineLoop loop, TargetState target)
{
    // WFI holds a step up, a semihosting call too.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(200);

    private bool _pauseRequested;

    /// <summary>True between a resume and its stop.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>True once a command wants the run to end for good; the run shows no stop then.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Starts a new user-visible run.</summary>
    public void Begin()
    {
        _pauseRequested = false;
        IsAbandoned = false;
    }

    /// <summary>True when the user asked for a pause since <see cref="Begin"/>, or the run is abandoned.</summary>
    public bool ShouldEnd => _pauseRequested || IsAbandoned;

    /// <summary>Asks the current run to end with a pause.</summary>
    public async ValueTask PauseAsync()
    {
        _pauseRequested = true;
        if (IsRunning)
            await target.Link.InterruptAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Resumes once, waits for the stop and reads the registers.</summary>
    public async ValueTask<TargetStop> ResumeAsync(ResumeKind kind, CancellationToken cancellationToken)
    {
        TargetStop stop = await RunToStopAsync(kind, readsRegisters: true, cancellationToken).ConfigureAwait(false);
        if (stop.Kind != TargetStopKind.Ended)
            await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return stop;
    }

    /// <summary>Has the server step while PC is in a range, waits for the stop and reads the registers. It may end early, inside the range.</summary>
    public async ValueTask<TargetStop> StepRangeAsync(uint start, uint end, CancellationToken cancellationToken)
    {
        target.SteppingRange = (start, end);
        return await ResumeAsync(ResumeKind.StepRange, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Resumes once and waits for the stop; the registers stay unread, which saves a packet when a second resume follows.</summary>
    public ValueTask<TargetStop> ResumeWithoutRegistersAsync(ResumeKind kind, CancellationToken cancellationToken) =>
        RunToStopAsync(kind, readsRegisters: false, cancellationToken);

    private async ValueTask<TargetStop> RunToStopAsync(ResumeKind kind, bool readsRegisters, CancellationToken cancellationToken)
    {
        target.BeginRun();
        IsRunning = true;
        try
        {
            Task<TargetStop> stop = target.ResumeAsync(kind, readsRegisters, cancellationToken);
            while (!stop.IsCompleted)
            {
                Task<bool> command = loop.WaitForCommandAsync();
                await Task.WhenAny(stop, command).ConfigureAwait(false);
                if (stop.IsCompleted)
                    break;
                if (!await command.ConfigureAwait(false))
                {
                    // Nobody will post any more: only the stop can come.
                    await stop.ConfigureAwait(false);
                    break;
                }

                stop = await ServeAsync(stop, kind, cancellationToken).ConfigureAwait(false);
            }

            return await stop.ConfigureAwait(false);
        }
        finally
        {
            IsRunning = false;
        }
    }

    /// <summary>Serves what has queued up between two resumes of one run, so that a pause reaches a long step that never runs freely.</summary>
    public async ValueTask ServePendingAsync()
    {
        while (!IsAbandoned && loop.TryTake(out EngineCommand? command))
        {
            if (command.Needs == CommandNeeds.EndRun)
                Abandon(command);
            else if (command.Needs == CommandNeeds.Halted)
                command.Refuse(new TargetRunningException());
            else
                await command.RunAsync().ConfigureAwait(false);
        }
    }

    // A link that is lost is told before the run that waits on it fails. Until then the target counts as running, and what tidies up behind the run would be refused.
    private async ValueTask<TargetStop> InterruptAsync(Task<TargetStop> stop, CancellationToken cancellationToken)
    {
        try
        {
            await target.Link.InterruptAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RspTransportException)
        {
            // the run fails with it
        }

        return await stop.ConfigureAwait(false);
    }

    private void Abandon(EngineCommand command)
    {
        IsAbandoned = true;
        loop.PutBack(command);
    }

    private async ValueTask<Task<TargetStop>> ServeAsync(Task<TargetStop> stop, ResumeKind kind, CancellationToken cancellationToken)
    {
        if (!loop.TryTake(out EngineCommand? command))
            return stop;
        switch (command.Needs)
        {
            case CommandNeeds.Nothing:
                await command.RunAsync().ConfigureAwait(false);
                return stop;
            case CommandNeeds.Halted:
                command.Refuse(new TargetRunningException());
                return stop;
            case CommandNeeds.EndRun:
                // First of all: on a lost link the run fails, and the command has to run all the same.
                Abandon(command);
                await InterruptAsync(stop, cancellationToken).ConfigureAwait(false);
                return stop;
            default:
                return await HaltShortlyAsync(stop, kind, command, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<Task<TargetStop>> HaltShortlyAsync(
        Task<TargetStop> stop, ResumeKind kind, EngineCommand command, CancellationToken cancellationToken)
    {
        // A step ends by itself; a request to stop that comes too late for it halts the next run (OpenOCD).
        bool endsSoon = kind == ResumeKind.Step && await Task.WhenAny(stop, Task.Delay(LongestStep, cancellationToken)).ConfigureAwait(false) == stop;
        TargetStop reached = endsSoon ? await stop.ConfigureAwait(false) : await InterruptAsync(stop, cancellationToken).ConfigureAwait(false);
        IsRunning = false;
        await command.RunAsync().ConfigureAwait(false);
        // A real stop that came first stays the stop; ours is undone.
        if (reached.Kind != TargetStopKind.Interrupted || ShouldEnd)
            return stop;
        // The range may have been left in the same moment: who ordered it looks where the target stands, and goes on.
        if (kind == ResumeKind.StepRange)
            return Task.FromResult(reached with { Kind = TargetStopKind.Trap });
        target.BeginRun();
        IsRunning = true;
        return target.Link.ResumeAsync(kind, cancellationToken);
    }
}
