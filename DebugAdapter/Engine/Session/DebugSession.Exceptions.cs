using RspDebug.DebugAdapter.Engine.Faults;

namespace RspDebug.DebugAdapter.Engine.Session;

// Exceptions that halt the core.
internal sealed partial class DebugSession
{
    private StopReport? _lastStop;

    /// <summary>Chooses the exceptions that stop; a running target is halted for a moment.</summary>
    /// <param name="chosen">All of them.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>For each one null, or why it cannot be caught.</returns>
    public Task<IReadOnlyList<string?>> CatchAsync(IReadOnlyList<CaughtVectors> chosen, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.ShortHalt, async () =>
    {
        AnnounceShortHalt();
        return await _vectors.ApplyAsync(chosen, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>The last stop that was shown, and the fault behind it if there is one.</summary>
    public Task<(StopReport? Stop, FaultStory? Fault)> ExplainStopAsync(CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
        (_lastStop, await TellFaultAsync(cancellationToken).ConfigureAwait(false)));

    // A stop of the target's own inside a fault handler is the fault; where is in the stack and in exceptionInfo.
    private async ValueTask<StopReport> NameFaultAsync(StopReport report)
    {
        if (_target.Ipsr is < 3 or > 7)
            return report;
        FaultStory? story = await TellFaultAsync(CancellationToken.None).ConfigureAwait(false);
        return story is null ? report : report with { Reason = StopReason.Exception, Text = $"{story.Id}{(story.Site.Place is { } place ? $" in {place}" : "")}" };
    }
}
