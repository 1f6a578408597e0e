using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Connects a session again whose link was lost, for a bounded time.</summary>
/// <param name="link">Gets the new connection.</param>
/// <param name="endpoint">Where the server is, for texts.</param>
/// <param name="limit">How long to try.</param>
/// <param name="connect">Makes one connection: socket, handshake, and what the server has to be told.</param>
internal sealed class LinkRecovery(RspTargetLink link, string endpoint, TimeSpan limit, Func<CancellationToken, Task<(RspSession Session, LinkTraits Traits)>> connect)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Where the server is.</summary>
    public string Endpoint => endpoint;

    /// <summary>How long to try.</summary>
    public TimeSpan Limit => limit;

    /// <summary>True while the connection stands.</summary>
    public bool IsConnected => link.IsConnected;

    /// <summary>Tries until it is connected and <paramref name="restore"/> has run on the new connection, or the time is over.</summary>
    /// <param name="restore">Brings the new connection to the state of the old one; may be called again when the link breaks in it.</param>
    /// <param name="cancellationToken">The session ends.</param>
    /// <returns>Null when it is connected, else why not.</returns>
    public async Task<string?> TryAsync(Func<CancellationToken, ValueTask> restore, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        string last = "";
        for (TimeSpan pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                (RspSession session, LinkTraits traits) = await connect(time.Token).ConfigureAwait(false);
                if (!await link.TryReplaceAsync(session, traits).ConfigureAwait(false))
                {
                    await session.DisposeAsync().ConfigureAwait(false);
                    return "another target answers there, with other registers.";
                }

                await restore(time.Token).ConfigureAwait(false);
                return null;
            }
            catch (Exception failed) when (failed is RspException or EngineException or ServerStartException)
            {
                last = failed.Message;
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return last.Length > 0 ? last : "nothing answered in time.";
            }

            await Task.Delay(pause, time.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (time.IsCancellationRequested) return last;
        }
    }
}
