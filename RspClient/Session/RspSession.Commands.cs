using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Commands to the stub itself, and the end of a session.
public sealed partial class RspSession
{
    /// <summary>Runs a command of the stub (<c>monitor</c> in gdb).</summary>
    /// <param name="command">The command line.</param>
    /// <param name="cancellationToken">Observed before the packet is sent; a command cannot be broken off.</param>
    /// <returns>Its text and outcome; an unknown or failed command is an outcome, not an exception.</returns>
    /// <exception cref="RspTransportException">
    /// The link is lost, or the command took longer than <see cref="RspTimeouts.Monitor"/> without a sign of life.
    /// </exception>
    public ValueTask<MonitorReply> MonitorAsync(string command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return ExchangeAsync<MonitorRequest, MonitorReply>(new MonitorRequest(command), cancellationToken);
    }

    /// <summary>Sends a payload that a user typed, and returns the reply undecoded.</summary>
    /// <param name="payload">Without frame and checksum. Not a resume or kill packet: they have calls of their own.</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <exception cref="ArgumentException">The payload would resume the target, end it, or change how packets are framed.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<string> SendRawAsync(string payload, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(payload);
        if (!IsAllowedRaw(payload))
            throw new ArgumentException($"'{payload}' changes the state of the session: use the command for it.", nameof(payload));
        byte[] reply = await ExchangeAsync<RawRequest, byte[]>(new RawRequest(Encoding.Latin1.GetBytes(payload)), cancellationToken).ConfigureAwait(false);
        return Encoding.Latin1.GetString(reply);
    }

    /// <summary>Detaches. Whether the target runs afterwards is the stub's choice: OpenOCD leaves it halted, QEMU and pyOCD let it run.</summary>
    /// <returns>False when the stub does not know the packet (J-Link, st-util): closing the link then decides.</returns>
    /// <exception cref="RspRefusedException">The stub refuses.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<bool> DetachAsync(CancellationToken cancellationToken)
    {
        Acknowledgement reply = await ExchangeAsync<DetachRequest, Acknowledgement>(default, cancellationToken).ConfigureAwait(false);
        if (reply.Status == ReplyStatus.Refused) ThrowIfRefused<DetachRequest, Acknowledgement>(default, reply.Status, reply.Error);
        _link.ExpectClose();
        return reply.IsOk;
    }

    /// <summary>Sends <c>k</c> and closes the link: QEMU exits, Black Magic Probe resets the target. Nothing answers.</summary>
    public async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false)) SendUnanswered(default(KillRequest));
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Sends <c>R</c>, which resets the target on a stub in extended mode. OpenOCD, pyOCD and Black Magic Probe answer nothing, st-util OK, QEMU
    /// that it does not know it: the link is brought into step behind whatever comes.
    /// </summary>
    /// <exception cref="RspTransportException">The link is lost: nothing answers after the restart.</exception>
    public async ValueTask RestartAsync(CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        SendUnanswered(default(RestartRequest));
        await ResynchroniseAsync("R00").ConfigureAwait(false);
    }

    /// <summary>Turns extended mode on.</summary>
    /// <returns>False when the stub has none (probe-rs).</returns>
    public async ValueTask<bool> EnableExtendedModeAsync(CancellationToken cancellationToken)
    {
        Acknowledgement reply = await ExchangeAsync<ExtendedModeRequest, Acknowledgement>(default, cancellationToken).ConfigureAwait(false);
        return reply.IsOk;
    }

    /// <summary>Attaches to a target (Black Magic Probe, after a scan). Then read the description again: <see cref="RefreshDescriptionAsync"/>.</summary>
    /// <exception cref="RspRefusedException">There is no such target.</exception>
    public async ValueTask<StopReply> AttachAsync(uint processId, CancellationToken cancellationToken)
    {
        var request = new AttachRequest(processId);
        ResumeOutcome outcome = await ExchangeAsync<AttachRequest, ResumeOutcome>(request, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<AttachRequest, ResumeOutcome>(request, outcome.Status, outcome.Error);
        return outcome.Stop!;
    }

    /// <summary>Starts the program from reset by <c>vRun</c>, in extended mode.</summary>
    /// <exception cref="RspRefusedException">The stub cannot.</exception>
    public async ValueTask<StopReply> RunAsync(CancellationToken cancellationToken)
    {
        ResumeOutcome outcome = await ExchangeAsync<RunRequest, ResumeOutcome>(default, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<RunRequest, ResumeOutcome>(default, outcome.Status, outcome.Error);
        return outcome.Stop!;
    }

    private static bool IsAllowedRaw(string payload) =>
        payload[0] is not ('c' or 'C' or 's' or 'S' or 'k' or 'R' or 'D' or '?')
        && !payload.StartsWith("vCont;", StringComparison.Ordinal)
        && !payload.StartsWith("vKill", StringComparison.Ordinal)
        && !payload.StartsWith("vRun", StringComparison.Ordinal)
        && !payload.StartsWith("vAttach", StringComparison.Ordinal)
        && !payload.StartsWith("QStartNoAckMode", StringComparison.Ordinal)
        && !payload.StartsWith("QNonStop", StringComparison.Ordinal)
        && !payload.StartsWith("qSupported", StringComparison.Ordinal);

    private void SendUnanswered<TRequest>(TRequest request)
        where TRequest : struct, IRequest<Acknowledgement>
    {
        if (Failure is { } failure) throw failure;
        _link.BeginBatch();
        PacketWriter packet = _link.Writer.Begin();
        request.WriteTo(packet);
        packet.End();
        _link.SendBatch(1);
    }
}
