using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Session;

// What other debuggers do with the target: gdb and lldb behind a port of this session. They post commands as the user interface does, so
// that one loop still owns the target.
internal sealed partial class DebugSession
{
    // More than this is not worth caching: it is a dump, not a stack or a variable.
    private const int LargestCachedRead = 1024;

    private volatile Standing _standing = new();
    private volatile IRunObserver? _observer;
    private bool _isForeignPause;

    /// <summary>The present halt, or the last one.</summary>
    public Standing Standing => _standing;

    /// <summary>The server's memory map, or empty.</summary>
    public IReadOnlyList<TargetRegion> Regions => _link.Regions;

    /// <summary>The registers that the target offers.</summary>
    public IReadOnlyList<TargetRegister> Registers => _link.Registers;

    /// <summary>Tells one observer of all runs from here on; call it while the target is halted.</summary>
    public void Observe(IRunObserver observer) => _observer = observer;

    /// <summary>Shows other debuggers what the program printed; they are shown it while they wait for a stop. From any thread.</summary>
    public void ShowConsole(string text) => _observer?.OnConsole(text);

    /// <summary>The watchpoint of another debugger among those that a stop names, or null; for the observer.</summary>
    public DataBreakpoint? FindForeignWatch(IReadOnlyList<int> ids) => _foreign.FindWatch(ids);

    /// <summary>Runs something for another debugger while the target is halted; refused while it runs.</summary>
    public Task<T> WithTargetAsync<T>(Func<TargetState, ValueTask<T>> work) => _loop.PostAsync(CommandNeeds.Halted, () => work(_target));

    /// <summary>Changes breakpoints for another debugger; a running target is halted for a moment.</summary>
    public Task<T> WithBreakpointsAsync<T>(Func<ForeignBreakpoints, ValueTask<T>> work) => _loop.PostAsync(CommandNeeds.ShortHalt, () => work(_foreign));

    /// <summary>Watches data for another debugger; a running target is halted for a moment.</summary>
    /// <returns>Null, or why it cannot be watched.</returns>
    public Task<string?> WatchForeignAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.ShortHalt, async () =>
    {
        await CountWatchComparatorsAsync(cancellationToken).ConfigureAwait(false);
        DataBreakpoint watch = await _foreign.WatchAsync(access, address, sizeInBytes, cancellationToken).ConfigureAwait(false);
        if (!watch.IsVerified)
            return watch.Message;
        watch.Value = await ReadWatchedAsync(watch, cancellationToken).ConfigureAwait(false);
        return null;
    });

    /// <summary>Reads memory as the user interface sees it; small parts are fetched once a stop.</summary>
    /// <returns>Shorter than asked when the tail is unmapped.</returns>
    public Task<byte[]> ReadSharedMemoryAsync(uint address, int sizeInBytes, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        if (sizeInBytes <= LargestCachedRead && SystemAddressMap.KindOf(address) == MemoryKind.Normal)
        {
            var bytes = new byte[sizeInBytes];
            bool isRead = await _target.Memory.RunAsync(
                memory => memory.TryRead(new(address), bytes) == Dwarf.Memory.MemoryStatus.Available, cancellationToken).ConfigureAwait(false);
            if (isRead)
                return bytes;
        }

        return await _target.Memory.ReadAsync(address, sizeInBytes, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>Writes memory for another debugger; the user interface is told.</summary>
    public async Task WriteForeignMemoryAsync(uint address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await WriteMemoryAsync(address, bytes, cancellationToken).ConfigureAwait(false);
        _events.OnChanged(new MemoryRange(address, (uint)bytes.Length));
    }

    /// <summary>Writes a register for another debugger; the user interface is told.</summary>
    public Task WriteForeignRegisterAsync(TargetRegister register, ulong value, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        await RegisterAccess.WriteAsync(_target, register.Name, value, cancellationToken).ConfigureAwait(false);
        _stack.Forget();
        ForgetReferences();
        _events.OnChanged(null);
        return true;
    });

    /// <summary>Runs for another debugger, unless its order comes too late.</summary>
    /// <param name="isMeant">Asked when the loop comes to it: does the target still stand where the order was given?</param>
    /// <param name="kind">Run freely, or step.</param>
    /// <param name="isInside">With a step: true for addresses where it goes on.</param>
    public async Task RunForeignAsync(Func<bool> isMeant, ResumeKind kind, Func<uint, bool> isInside)
    {
        Task<bool> run = _loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            if (!isMeant())
                return false;
            _events.OnContinued();
            _isFreeRun = kind == ResumeKind.Continue;
            return await RunAsync(
                token => kind == ResumeKind.Continue ? _runner.ContinueAsync(token) : StepInsideAsync(isInside, token), StopReason.Step, isForeign: true).ConfigureAwait(false);
        });
        await EndOnFaultAsync(run).ConfigureAwait(false);
        await run.ConfigureAwait(false);
    }

    /// <summary>Stops a running target for another debugger; does nothing when it is halted.</summary>
    public Task PauseForeignAsync() => _loop.PostAsync(CommandNeeds.Nothing, async () =>
    {
        _isForeignPause = true;
        await _run.PauseAsync().ConfigureAwait(false);
        return true;
    });

    /// <summary>Writes flash for another debugger: the packets of its download, in its order.</summary>
    /// <exception cref="EngineRequestException">Through the task: the server cannot write flash.</exception>
    public Task WithFlashAsync(Func<IFlashLink, ValueTask> work) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        await work(_link as IFlashLink ?? throw new EngineRequestException("This server does not write flash.")).ConfigureAwait(false);
        _target.Image.Trust([]);
        return true;
    });

    /// <summary>The download is over: servers reset the target for it, and the image may be another one.</summary>
    public Task EndFlashAsync(CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        await RearmAsync(cancellationToken).ConfigureAwait(false);
        if (_image is not null)
            await CheckImageAsync(_image, cancellationToken).ConfigureAwait(false);
        TellMoved();
        ShowMoved("Another debugger has written the flash.");
        return true;
    });

    /// <summary>Runs a server command for another debugger.</summary>
    public async Task<string> MonitorForeignAsync(string command, CancellationToken cancellationToken)
    {
        string text = await MonitorAsync(command, cancellationToken).ConfigureAwait(false);
        if (_isRunning)
            return text;
        if (IsReset(command))
            ShowMoved("Another debugger has reset the target.");
        else
            _events.OnChanged(null);
        return text;
    }

    /// <summary>Resets for another debugger.</summary>
    public async Task ResetForeignAsync(CancellationToken cancellationToken)
    {
        await ResetAsync(cancellationToken).ConfigureAwait(false);
        ShowMoved("Another debugger has reset the target.");
    }

    private async ValueTask<RunOutcome> StepInsideAsync(Func<uint, bool> isInside, CancellationToken cancellationToken)
    {
        while (true)
        {
            RunOutcome outcome = await _stepper.StepInsideAsync(isInside, cancellationToken).ConfigureAwait(false);
            if (outcome is not RunOutcome.StepDone || !isInside(_target.Pc))
                return outcome;
            await _run.ServePendingAsync().ConfigureAwait(false);
            if (_run.ShouldEnd)
                return _run.IsAbandoned ? new RunOutcome.Abandoned() : new RunOutcome.Paused();
        }
    }

    // The target stands elsewhere without having run: orders given before are void.
    private void TellMoved(RunOutcome? outcome = null)
    {
        if (_isRunning)
            return;
        _standing = new Standing();
        _observer?.OnStopped(outcome, outcome is null ? null : _target.Pc, isForeign: false);
    }

    private void ShowMoved(string text)
    {
        _lastStop = new StopReport(StopReason.Entry, text, []);
        _events.OnStopped(_lastStop);
    }

    // Says whose doing a stop is.
    private StopReport Sign(StopReport report, RunOutcome outcome, bool isForeign)
    {
        if (outcome is RunOutcome.AtBreakpoint hit && hit.Ids.Contains(ForeignBreakpoints.Id))
        {
            int[] own = [.. report.BreakpointIds.Where(id => id != ForeignBreakpoints.Id)];
            return report with { Text = own.Length == 0 ? "A breakpoint of another debugger on this target." : report.Text, BreakpointIds = own };
        }

        if (outcome is RunOutcome.AtDataBreakpoint data && _foreign.FindWatch(data.Ids) is { } watch)
            return report with { BreakpointIds = [.. report.BreakpointIds.Where(id => id != watch.Id)] };
        string? who = outcome switch
        {
            RunOutcome.StepDone when isForeign => "Stepped by another debugger on this target.",
            RunOutcome.Paused when _isForeignPause => "Paused by another debugger on this target.",
            _ => null,
        };
        return who is null ? report : report with { Text = report.Text is null ? who : $"{who} {report.Text}" };
    }
}
