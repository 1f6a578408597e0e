namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// Tells a server that hangs from one that is slow. The time is counted in looks: on a machine that is so loaded that this process is late, the looks are
/// late too, and the server gets that much longer.
/// </summary>
/// <param name="limit">How long it may be silent; 0 for ever.</param>
/// <param name="look">What it has done so far.</param>
/// <param name="time">The clock of the looks.</param>
internal sealed class SilenceWatch(TimeSpan limit, Func<SignsOfLife> look, TimeProvider time)
{
    private const int Looks = 15;

    /// <summary>Ends when the server was silent for the limit.</summary>
    /// <param name="cancellationToken">Ends the watch, with <see cref="OperationCanceledException"/>.</param>
    public async Task WaitForSilenceAsync(CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        // Not at once: a look costs milliseconds, and most servers are there before the first one is due.
        SignsOfLife? before = null;
        for (int silent = 0; silent < Looks;)
        {
            await Task.Delay(limit / Looks, time, cancellationToken).ConfigureAwait(false);
            SignsOfLife signs = look();
            silent = (before is null || signs == before) && !signs.IsBusy ? silent + 1 : 0;
            before = signs;
        }
    }
}
