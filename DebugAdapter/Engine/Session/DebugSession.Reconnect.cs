using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Session;

// A link that breaks while the server still runs is made again: breakpoints and watchpoints are inserted anew, everything that was read is
// forgotten, and a target that ran freely runs on.
internal sealed partial class DebugSession
{
    private const int ShortestUsefulLinkInMs = 5000;

    private readonly CancellationTokenSource _lifetime = new();
    private string _restoredText = "";
    private int _isRecovering;
    private long? _connectedAgainAt;
    private volatile bool _isReconnecting;
    private volatile bool _pausedMeanwhile;

    /// <summary>How the link is made again; null when it cannot be. Set once, before anything else is called.</summary>
    public LinkRecovery? Recovery { get; set; }

    /// <summary>The link is being made again: the target cannot be set going until the stop that follows was shown.</summary>
    public bool IsReconnecting => _isReconnecting;

    /// <summary>The server has dropped all breakpoints, and the target stands.</summary>
    public async ValueTask RestoreLostBreakpointsAsync()
    {
        await _armed.RearmAllAsync(CancellationToken.None).ConfigureAwait(false);
        await _data.RearmAllAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The link is lost while nobody waits for it, or along with a run that then fails too; the first to come tells the user.</summary>
    public void OnLinkLost(RspTransportException cause, RunningServer server)
    {
        if (Recovery is not { Limit.Ticks: > 0 } recovery) _ = EndAfterServerAsync(cause, server);
        // A link that breaks again while it is being made is the business of that.
        else if (Interlocked.Exchange(ref _isRecovering, 1) == 0)
        {
            (_pausedMeanwhile, _isReconnecting) = (false, true);
            _ = RecoverAsync(recovery, cause, server);
        }
    }

    private async Task RecoverAsync(LinkRecovery recovery, RspTransportException cause, RunningServer server)
    {
        bool ranFreely = _isRunning && _isFreeRun;
        if (server.Command is not null)
        {
            // Its target's state may have gone with it (QEMU, the virtual board), and its last words say more than any new try.
            await Task.WhenAny(server.Exited, Task.Delay(ServerExitLimit)).ConfigureAwait(false);
            if (server.Exited.IsCompleted)
            {
                await EndAfterServerAsync(cause, server).ConfigureAwait(false);
                return;
            }
        }

        string transcript = SaveLastPackets();
        _events.OnOutput(OutputKind.Warning, $"{cause.Message}{transcript}\nConnecting again for up to {recovery.Limit.TotalSeconds:0.###} s; disconnect to give up.\n");
        string? failure;
        try
        {
            failure = await _loop.PostAsync(CommandNeeds.EndRun, () => ReconnectAsync(recovery, ranFreely)).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is EngineClosedException or OperationCanceledException)
        {
            return; // the user was faster
        }

        if (failure is not null)
            End($"The link to the debug server at {recovery.Endpoint} is lost and could not be made again in {recovery.Limit.TotalSeconds:0.###} s: {failure} Start the server, then the session again.");
    }

    private async ValueTask<string?> ReconnectAsync(LinkRecovery recovery, bool ranFreely)
    {
        _isRunning = ranFreely;
        DataBreakpoint[] watched = [.. _data.Armed];
        _armed.Forget(Runner.StepOwner);
        string? failure;
        do
        {
            _restoredText = "";
            failure = await recovery.TryAsync(token => RestoreAsync(watched, token), _lifetime.Token).ConfigureAwait(false);
            Volatile.Write(ref _isRecovering, 0);
        }
        while (failure is null && !recovery.IsConnected && Interlocked.Exchange(ref _isRecovering, 1) == 0);
        if (failure is not null) return failure;
        IReadOnlyList<UserBreakpoint> here = _breakpoints.At(_target.Pc);
        // A link that breaks each time the target is resumed would be made again for ever.
        bool brokeAtOnce = Environment.TickCount64 - _connectedAgainAt < ShortestUsefulLinkInMs;
        _connectedAgainAt = Environment.TickCount64;
        bool runsOn = ranFreely && !brokeAtOnce && !_pausedMeanwhile && here.Count == 0 && !_foreign.IsAt(_target.Pc);
        _events.OnOutput(OutputKind.Notice, $"Connected again to {recovery.Endpoint}. {_restoredText} {(runsOn ? "The target runs on." : HaltedText(ranFreely && brokeAtOnce))}\n");
        // An order that was given before the stop that is shown here is void, whether it comes to the loop before or after that.
        _isRunning = runsOn;
        _standing = new Standing();
        TellGuests(ranFreely, here);
        if (runsOn)
        {
            Begin(ContinueUnlessPausedAsync, isFree: true);
            _isReconnecting = false;
            return null;
        }

        _isReconnecting = false;
        _events.OnStopped(_lastStop = here.Count > 0 && ranFreely
            ? new StopReport(StopReason.Breakpoint, "Reached while the link was lost", [.. here.Select(b => b.Id)])
            : new StopReport(StopReason.Pause, "Connected again after the link was lost", []));
        return null;
    }

    // A pause that was asked for while there was no link found no run to end.
    private ValueTask<RunOutcome> ContinueUnlessPausedAsync(CancellationToken cancellationToken) =>
        _pausedMeanwhile ? ValueTask.FromResult<RunOutcome>(new RunOutcome.Paused()) : _runner.ContinueAsync(cancellationToken);

    // Their orders to run wait still: they are answered where the target stands, and go on where it runs on.
    private void TellGuests(bool ranFreely, IReadOnlyList<UserBreakpoint> here)
    {
        bool isForeign = _foreign.IsAt(_target.Pc);
        int[] ids = [.. here.Select(b => b.Id), .. isForeign ? (int[])[ForeignBreakpoints.Id] : []];
        TellMoved(ranFreely && ids.Length > 0 ? new RunOutcome.AtBreakpoint(ids) : null);
    }

    private static string HaltedText(bool brokeAtOnce) => brokeAtOnce
        ? "The link broke again as soon as the target ran, so the target stays halted. Continue tries once more."
        : "The target is halted; what was shown before may be out of date.";

    private async ValueTask RestoreAsync(DataBreakpoint[] watched, CancellationToken cancellationToken)
    {
        _target.BeginRun();
        ForgetReferences();
        IReadOnlyList<uint> refused = await _armed.RearmAllAsync(cancellationToken).ConfigureAwait(false);
        await _data.RestoreAsync(watched, cancellationToken).ConfigureAwait(false);
        await _vectors.ReapplyAsync(cancellationToken).ConfigureAwait(false);
        if (_image is not null)
        {
            // Somebody may have flashed another build meanwhile.
            _target.Image.Trust([]);
            await CheckImageAsync(_image, cancellationToken).ConfigureAwait(false);
        }

        await _target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        int lostWatches = watched.Count(b => !b.IsVerified);
        _restoredText = $"{_armed.Count - refused.Count} breakpoints and {watched.Length - lostWatches} watchpoints are set again.";
        if (refused.Count > 0) _restoredText += $" Refused by the server: the breakpoints at {string.Join(", ", refused.Select(a => $"0x{a:x8}"))}.";
        if (lostWatches > 0) _restoredText += $" Lost: {string.Join("; ", watched.Where(b => !b.IsVerified).Select(b => b.Message))}";
    }

    // The best report of a fault on the link is its transcript.
    private string SaveLastPackets()
    {
        string packets = _link.LastPackets;
        return packets.Length == 0 ? "" : "\n" + PacketTranscripts.OfUser.Save(packets);
    }
}
