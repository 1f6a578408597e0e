using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Unwind.Thumb;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Session;

// Running and stepping. Each run is one command of the loop; its end is told by ISessionEvents.OnStopped.
internal sealed partial class DebugSession : IUserStops
{
    private const int ShownServerLines = 8;
    private static readonly TimeSpan ServerExitLimit = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<StepTarget> _stepTargets = [];
    private volatile bool _isRunning;
    private volatile bool _isFreeRun;
    private int _hasEnded;

    /// <summary>True from the start of a run to its stop.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Shows the target as it stands, without running it.</summary>
    public void ShowEntry(string? text = null) => _events.OnStopped(new StopReport(StopReason.Entry, text, []));

    /// <summary>Runs until something stops it.</summary>
    /// <param name="from">The halt that the order was given at; null for the present one. Where another debugger has moved the target since,
    /// nothing runs, and the present stop is told again. The same for steps.</param>
    public void Continue(Standing? from = null) => Begin(_runner.ContinueAsync, from, isFree: true);

    /// <summary>Runs to a function's body, or to a breakpoint before it.</summary>
    /// <returns>False when there is no such function; nothing runs then.</returns>
    public bool TryRunTo(string function)
    {
        ResolvedPlace place = new Image.BreakpointResolver(_image, _paths).Resolve(new BreakpointSpec.Function(function));
        if (place.Addresses.Count == 0)
            return false;
        Begin(async token => await _runner.RunToAsync([place.Addresses[0]], _ => ValueTask.FromResult(true), token).ConfigureAwait(false)
            ?? await _runner.ContinueAsync(token).ConfigureAwait(false), stepReason: StopReason.Entry, isFree: true);
        return true;
    }

    /// <summary>Steps a line or an instruction.</summary>
    public void Step(StepKind kind, bool byInstruction, Standing? from = null) =>
        Begin(token => byInstruction ? _stepper.StepInstructionAsync(kind, token) : _stepper.StepLineAsync(kind, token), from);

    /// <summary>The calls of the innermost frame's line that a step can go into.</summary>
    /// <param name="frameId">A frame of this stop; only the innermost one has any.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>Names; the position of one is its number for <see cref="StepInto"/>.</returns>
    public Task<IReadOnlyList<string>> StepTargetsAsync(int frameId, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        _stepTargets = _frameIds.Count > 0 && _frameIds[0] == frameId ? await _stepper.FindTargetsAsync(cancellationToken).ConfigureAwait(false) : [];
        return (IReadOnlyList<string>)[.. _stepTargets.Select(t => t.Name)];
    });

    /// <summary>Steps into one of the calls that <see cref="StepTargetsAsync"/> gave at this stop; an unknown one is a plain step into.</summary>
    public void StepInto(int stepTarget, Standing? from = null)
    {
        IReadOnlyList<StepTarget> known = _stepTargets;
        Begin(token => stepTarget >= 0 && stepTarget < known.Count
            ? _stepper.StepIntoAsync(known[stepTarget], token)
            : _stepper.StepLineAsync(StepKind.Into, token), from);
    }

    /// <summary>Runs to the caller.</summary>
    public void StepOut(Standing? from = null) => Begin(_stepper.StepOutAsync, from);

    /// <summary>Stops a running target; does nothing when it is halted.</summary>
    public Task PauseAsync()
    {
        if (_isReconnecting) _pausedMeanwhile = true;
        return _loop.PostAsync(CommandNeeds.Nothing, async () =>
        {
            await _run.PauseAsync().ConfigureAwait(false);
            return true;
        });
    }

    /// <inheritdoc/>
    async ValueTask<IReadOnlyList<int>?> IUserStops.DecideAsync(uint pc, CancellationToken cancellationToken)
    {
        IReadOnlyList<UserBreakpoint> here = _breakpoints.At(pc);
        bool isForeign = _foreign.IsAt(pc);
        if (here.Count == 0 && !isForeign)
            return null;
        // Inside an IT block the comparator stops whatever the condition says: an instruction that is skipped was not reached.
        if (!ItState.Runs(_target.Xpsr))
            return [];
        var stopping = new List<int>();
        foreach (UserBreakpoint breakpoint in here)
            if (await WantsToStopAsync(breakpoint, cancellationToken).ConfigureAwait(false))
                stopping.Add(breakpoint.Id);
        if (isForeign)
            stopping.Add(ForeignBreakpoints.Id);
        return stopping;
    }

    private void Begin(Func<CancellationToken, ValueTask<RunOutcome>> run, Standing? from = null, StopReason stepReason = StopReason.Step, bool isFree = false)
    {
        from ??= _standing;
        _isRunning = true;
        _isFreeRun = isFree;
        _ = EndOnFaultAsync(_loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            if (from == _standing)
                return await RunAsync(run, stepReason, isForeign: false).ConfigureAwait(false);
            // Another debugger was faster: where this run was to start from is not where the target stands.
            _isRunning = false;
            _events.OnStopped(_lastStop ?? new StopReport(StopReason.Entry, null, []));
            return true;
        }));
    }

    // A run that fails for a reason nobody foresaw leaves the target in a state nobody knows: the session ends, rather than to run for ever.
    private async Task EndOnFaultAsync(Task run)
    {
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (run.Exception?.InnerException is { } fault and not (EngineException or RspTransportException))
            End($"The debugger itself failed: {fault.GetType().Name}: {fault.Message} Start the session again, and report this with a log (--log engine=debug,rsp=verbose).");
    }

    private async ValueTask<bool> RunAsync(Func<CancellationToken, ValueTask<RunOutcome>> run, StopReason stepReason, bool isForeign)
    {
        _isRunning = true;
        _isForeignPause = false;
        _observer?.OnResumed();
        _run.Begin();
        ForgetReferences();
        RunOutcome? outcome = await TryRunAsync(token => RunWatchedAsync(run, token)).ConfigureAwait(false);
        _isRunning = false;
        if (outcome is not null)
            await ReportAsync(outcome, stepReason, isForeign).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<RunOutcome> RunWatchedAsync(Func<CancellationToken, ValueTask<RunOutcome>> run, CancellationToken cancellationToken)
    {
        IReadOnlyList<ImageSection> code = _target.Image.IsEmpty || _image is null ? [] : _image.LoadedSections;
        await _fpscr.BeforeRunAsync(code, cancellationToken).ConfigureAwait(false);
        RunOutcome outcome = await run(cancellationToken).ConfigureAwait(false);
        if (outcome is not (RunOutcome.Ended or RunOutcome.Abandoned))
            await _fpscr.AfterRunAsync(code, cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    // A run has no request that could carry its failure: it is shown as text, and the target as it stands.
    private async ValueTask<RunOutcome?> TryRunAsync(Func<CancellationToken, ValueTask<RunOutcome>> run)
    {
        try
        {
            return await run(CancellationToken.None).ConfigureAwait(false);
        }
        catch (RspTransportException)
        {
            return null; // told by OnLinkLost
        }
        catch (Exception refused) when (refused is EngineException or RspException)
        {
            _events.OnOutput(OutputKind.Warning, refused.Message + "\n");
            return new RunOutcome.StepDone(refused.Message);
        }
    }

    private async ValueTask ReportAsync(RunOutcome outcome, StopReason stepReason, bool isForeign)
    {
        if (outcome is RunOutcome.Ended ended)
        {
            _observer?.OnStopped(outcome, null, isForeign);
            End($"The program has ended ({ended.Stop.Detail}).");
            return;
        }

        if (outcome is RunOutcome.Abandoned)
            return;
        ushort? code = await _target.Memory.RunAsync(m => Halfword(m, _target.Pc), CancellationToken.None).ConfigureAwait(false);
        if (RunReporter.Describe(outcome, _breakpoints, code, _target.Pc) is not { } report)
            return;
        if (outcome is RunOutcome.TargetStopped)
            report = await NameFaultAsync(report).ConfigureAwait(false);
        _lastStop = Sign(report.Reason == StopReason.Step ? report with { Reason = stepReason } : report, outcome, isForeign);
        _standing = new Standing();
        _observer?.OnStopped(outcome, _target.Pc, isForeign);
        _events.OnStopped(_lastStop);
    }

    // A server that dies closes the link first; its exit code and last words follow.
    private async Task EndAfterServerAsync(RspTransportException cause, RunningServer server)
    {
        if (server.Command is not null)
            await Task.WhenAny(server.Exited, Task.Delay(ServerExitLimit)).ConfigureAwait(false);
        string text = cause.Message + SaveLastPackets();
        if (server.Exited.IsCompletedSuccessfully)
            text = $"{server.Profile.Name} {RunningServer.DescribeExit(await server.Exited.ConfigureAwait(false))}. Start the session again.";
        if (server.LastLines.Count > 0)
            text += "\nIt printed last:\n  " + string.Join("\n  ", server.LastLines.TakeLast(ShownServerLines));
        End(text);
    }

    /// <summary>Ends the session with a reason for the user; only the first call counts.</summary>
    private void End(string? reason)
    {
        _isRunning = false;
        _loop.Close();
        _observer?.OnEnded();
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            _events.OnEnded(reason);
    }

    private static ushort? Halfword(ITargetMemory memory, uint address)
    {
        Span<byte> code = stackalloc byte[2];
        return memory.TryRead(new(address), code) == MemoryStatus.Available ? BitConverter.ToUInt16(code) : null;
    }
}
