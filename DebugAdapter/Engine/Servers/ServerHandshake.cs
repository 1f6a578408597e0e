using System.Runtime.InteropServices;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// The first packets to a server, with a short end for one that takes the connection and does nothing. Of a server on this computer it is seen whether it
/// works; of another only whether anything comes, so that it gets the time of a reply.
/// </summary>
/// <param name="server">Where the transport leads.</param>
/// <param name="timeouts">The limits.</param>
/// <param name="time">The clock of the watch.</param>
internal sealed class ServerHandshake(RunningServer server, Timeouts timeouts, TimeProvider time)
{
    private const string OtherClients = "End other clients, since most servers take one, or start it again.";

    /// <summary>Starts a session on the transport, which it owns.</summary>
    /// <exception cref="ServerStartException">The server hangs.</exception>
    /// <exception cref="RspException">It cannot be talked to.</exception>
    public async Task<RspSession> RunAsync(IRspTransport transport, RspOptions options, CancellationToken cancellationToken)
    {
        var counter = new Counter(options.Observer);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ForeignServer? foreign = server.Command is null && transport is TcpTransport tcp && ForeignServer.IsHere(server.Address) ? new ForeignServer(server.Address.Port, tcp.LocalPort) : null;
        SignsOfLife? Look() => server.Look(counter.Received) ?? foreign?.Look(counter.Received);
        TimeSpan silence = !server.IsSeen && foreign is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(timeouts.SilenceMs);
        TimeSpan reply = server.Command is not null || timeouts.SilenceMs == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Max(timeouts.SilenceMs, timeouts.ReplyMs));
        Task idle = new SilenceWatch(silence, () => Look() ?? default, time).WaitForSilenceAsync(end.Token);
        Task unanswered = new SilenceWatch(reply, () => new SignsOfLife(0, counter.Received, 0, false), time).WaitForSilenceAsync(end.Token);
        Task<RspSession> shaking = RspSession.ConnectAsync(transport, options with { Observer = counter }, end.Token);
        await Task.WhenAny(shaking, idle, unanswered).ConfigureAwait(false);
        bool isIdle = idle.IsCompletedSuccessfully, isHung = !shaking.IsCompleted && (isIdle || unanswered.IsCompletedSuccessfully);
        if (isHung || shaking.IsCompleted) await end.CancelAsync().ConfigureAwait(false);
        await ((Task)shaking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!shaking.IsCompletedSuccessfully && !cancellationToken.IsCancellationRequested && counter.Other is { } other) throw SpeaksOtherwise(other);
        if (shaking.IsFaulted && shaking.Exception.InnerException is RspRefusedException refused) throw HasNoTarget(refused);
        if (!isHung || shaking.IsCompletedSuccessfully) return await shaking.ConfigureAwait(false);
        (string did, TimeSpan limit, string advice) = (isIdle, foreign?.Holder) switch
        {
            (false, _) => ("answered nothing", reply, $"{OtherClients} If it is only slow, give it longer by `timeouts.replyMs`."),
            (true, { } holder) => ($"its program {holder} neither answered nor used the processor", silence, $"{OtherClients} {ServerStarter.SilenceAdvice}"),
            _ => ("neither answered nor printed anything nor used the processor", silence, $"{server.Profile.Advise(server.LastLines)} {ServerStarter.SilenceAdvice}"),
        };
        throw server.Hangs($"took the connection at {server.Address}, and then {did} for {limit.TotalSeconds:0.###} s", advice);
    }

    // Of the first packets it is "?" that may not be refused: why the target is halted.
    private ServerStartException HasNoTarget(RspRefusedException refused) => new(
        ServerStartFailure.NoTarget,
        $"{(server.Command is null ? "The server" : server.Profile.Name)} at {server.Address} speaks the GDB remote protocol, but {(refused.Error is { } error ? $"refuses to tell ({error})" : "does not know the question")} whether a target is halted (`?`): it has none to debug.",
        server.Command is not null ? server.Profile.Advise(server.LastLines)
            : "Check that `gdbTarget` names the debug server's gdb port, and look at the server's own output: its target may be off, not connected or locked. Then start the session again.",
        server.LastLines);

    private ServerStartException SpeaksOtherwise(string text) => new(
        ServerStartFailure.Lost, $"What answers at {server.Address} does not speak the GDB remote protocol; it sent \"{text}\".",
        "Name the server's gdb port: OpenOCD's is 3333 unless configured, 4444 is its telnet port and 6666 its Tcl port; J-Link's is 2331.", server.LastLines);

    // Stays in the session: to take it out again would cost more than it does.
    private sealed class Counter(IPacketObserver? next) : IPacketObserver
    {
        private const int KeptBytes = 48;
        private readonly List<byte> _other = [];
        private long _received;
        private bool _hasPackets;

        public long Received => Interlocked.Read(ref _received);

        /// <summary>What came first when it was no packet; null when nothing came, or packets did. To be asked when the session has ended.</summary>
        public string? Other => _hasPackets || _other.Count == 0 ? null : WireText.Shorten(CollectionsMarshal.AsSpan(_other));

        public void OnSent(SentKind kind, ReadOnlySpan<byte> bytes) => next?.OnSent(kind, bytes);

        public void OnReceived(FrameKind kind, ReadOnlySpan<byte> payload)
        {
            Interlocked.Increment(ref _received);
            if (kind == FrameKind.Packet) _hasPackets = true;
            else if (!_hasPackets) Keep(kind, payload);
            next?.OnReceived(kind, payload);
        }

        private void Keep(FrameKind kind, ReadOnlySpan<byte> payload)
        {
            // Within other text these are letters.
            if (kind is FrameKind.Ack or FrameKind.Nak) payload = _other.Count == 0 ? [] : kind == FrameKind.Ack ? "+"u8 : "-"u8;
            else if (kind != FrameKind.Junk) return;
            _other.AddRange(payload[..Math.Min(payload.Length, KeptBytes - _other.Count)]);
        }
    }
}
