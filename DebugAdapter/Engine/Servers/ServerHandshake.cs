using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// The first packets to a server, with a short end for one that takes the connection and does nothing. Of a server that was started it is seen whether it
/// works; of another only whether anything comes, so that it gets the time of a reply.
/// </summary>
/// <param name="server">Where the transport leads.</param>
/// <param name="timeouts">The limits.</param>
/// <param name="time">The clock of the watch.</param>
internal sealed class ServerHandshake(RunningServer server, Timeouts timeouts, TimeProvider time)
{
    /// <summary>Starts a session on the transport, which it owns.</summary>
    /// <exception cref="ServerStartException">The server hangs.</exception>
    /// <exception cref="RspException">It cannot be talked to.</exception>
    public async Task<RspSession> RunAsync(IRspTransport transport, RspOptions options, CancellationToken cancellationToken)
    {
        var counter = new Counter(options.Observer);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool isSeen = server.Look(received: 0) is not null;
        TimeSpan limit = TimeSpan.FromMilliseconds(isSeen || timeouts.SilenceMs == 0 ? timeouts.SilenceMs : Math.Max(timeouts.SilenceMs, timeouts.ReplyMs));
        Task hung = new SilenceWatch(limit, () => server.Look(counter.Received) ?? new SignsOfLife(0, counter.Received, 0, false), time).WaitForSilenceAsync(end.Token);
        Task<RspSession> shaking = RspSession.ConnectAsync(transport, options with { Observer = counter }, end.Token);
        bool isHung = await Task.WhenAny(shaking, hung).ConfigureAwait(false) == hung && hung.IsCompletedSuccessfully;
        if (isHung || shaking.IsCompleted) await end.CancelAsync().ConfigureAwait(false);
        await ((Task)shaking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!isHung || shaking.IsCompletedSuccessfully) return await shaking.ConfigureAwait(false);
        (string did, string advice) = isSeen
            ? ("neither answered nor printed anything nor used the processor", $"{server.Profile.Advise(server.LastLines)} {ServerStarter.SilenceAdvice}")
            : ("answered nothing", "End other clients, since most servers take one, or start it again. If it is only slow, give it longer by `timeouts.replyMs`.");
        throw server.Hangs($"took the connection at {server.Address}, and then {did} for {limit.TotalSeconds:0.###} s", advice);
    }

    // Stays in the session: to take it out again would cost more than it does.
    private sealed class Counter(IPacketObserver? next) : IPacketObserver
    {
        private long _received;

        public long Received => Interlocked.Read(ref _received);

        public void OnSent(SentKind kind, ReadOnlySpan<byte> bytes) => next?.OnSent(kind, bytes);

        public void OnReceived(FrameKind kind, ReadOnlySpan<byte> payload)
        {
            Interlocked.Increment(ref _received);
            next?.OnReceived(kind, payload);
        }
    }
}
