using RspDebug.DebugAdapter.Engine.Commands;

namespace RspDebug.DebugAdapter.Engine.Session;

// Resets: the comparators may be cleared by them, so everything is armed again.
internal sealed partial class DebugSession
{
    /// <summary>Sets up again, on the halted target, what a reset clears besides breakpoints; called on the engine loop.</summary>
    public Func<CancellationToken, ValueTask>? AfterReset { get; set; }

    /// <summary>Resets the target and leaves it halted at its reset vector; breakpoints stay. A run is ended without a stop.</summary>
    /// <exception cref="EngineRequestException">Through the task: the server has no reset command, or refuses it.</exception>
    public Task ResetAsync(CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.EndRun, async () =>
    {
        _isRunning = false;
        if (_options.ResetAndHalt.Count == 0)
            throw new EngineRequestException("How this server resets its target is not known. Set \"overrideResetCommands\" in the launch configuration, for instance [\"monitor reset halt\"].");
        foreach (LaunchCommand line in _options.ResetAndHalt)
            await ExecuteAsync(line, rearms: false, cancellationToken).ConfigureAwait(false);
        await RearmAsync(cancellationToken).ConfigureAwait(false);
        TellMoved();
        return true;
    });

    private async ValueTask RearmAsync(CancellationToken cancellationToken)
    {
        _target.BeginRun();
        ForgetReferences();
        await _armed.RearmAllAsync(cancellationToken).ConfigureAwait(false);
        await _data.RearmAllAsync(cancellationToken).ConfigureAwait(false);
        await _vectors.ReapplyAsync(cancellationToken).ConfigureAwait(false);
        if (AfterReset is { } setUp)
            await setUp(cancellationToken).ConfigureAwait(false);
        await _target.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsReset(string command) => command.Contains("reset", StringComparison.OrdinalIgnoreCase) || command.TrimStart().StartsWith("load", StringComparison.OrdinalIgnoreCase);
}
