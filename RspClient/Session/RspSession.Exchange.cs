using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// One request and its reply; what happens when the reply does not come.
public sealed partial class RspSession
{
    private async ValueTask<GateLease> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_isRunning || _options.AllowRequestsWhileRunning) return new GateLease(_gate);
        _gate.Release();
        // A run on a lost link ends when it hears of it; until then it is the loss that stands in the way.
        if (Failure is { } failure) throw failure;
        throw new InvalidOperationException("The target is running: interrupt it first, or allow requests while running if the stub answers them.");
    }

    private async ValueTask<TReply> ExchangeAsync<TRequest, TReply>(TRequest request, CancellationToken cancellationToken)
        where TRequest : struct, IRequest<TReply>
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await ExchangeInsideAsync<TRequest, TReply>(request).ConfigureAwait(false);
    }

    // The caller holds the gate.
    private async ValueTask<TReply> ExchangeInsideAsync<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply>
    {
        if (_link.IsSuspect && request.Repeat == RepeatRule.Always) return await ExchangeConfirmedAsync<TRequest, TReply>(request).ConfigureAwait(false);
        // Not through ExchangeSlotAsync: a state machine for each kind of request is compiled when its first packet is sent, and most packets need no other.
        ReplySlot slot = Send<TRequest, TReply>(request);
        LinkOutcome outcome = await slot.WaitAsync().ConfigureAwait(false);
        if (outcome != LinkOutcome.Reply) slot = await RepeatAsync<TRequest, TReply>(request, slot, outcome).ConfigureAwait(false);
        return TakeReply<TRequest, TReply>(request, slot);
    }

    private async ValueTask<ReplySlot> ExchangeSlotAsync<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply>
    {
        ReplySlot slot = Send<TRequest, TReply>(request);
        LinkOutcome outcome = await slot.WaitAsync().ConfigureAwait(false);
        return outcome == LinkOutcome.Reply ? slot : await RepeatAsync<TRequest, TReply>(request, slot, outcome).ConfigureAwait(false);
    }

    // Once sent, a packet is not given up: its reply would pass for the next one's.
    private async ValueTask<ReplySlot> RepeatAsync<TRequest, TReply>(TRequest request, ReplySlot slot, LinkOutcome outcome)
        where TRequest : struct, IRequest<TReply>
    {
        for (int attempt = 0; ; attempt++)
        {
            _link.Return(slot);
            if (outcome == LinkOutcome.Oversize) throw TooLarge<TRequest, TReply>(request);
            bool isLast = attempt >= (_link.IsSuspect ? _options.MaxRetransmissions : 1);
            if (isLast || request.Repeat != RepeatRule.Always || _isRunning) throw TimedOut<TRequest, TReply>(request);
            await ResynchroniseAsync(Describe<TRequest, TReply>(request)).ConfigureAwait(false);
            slot = Send<TRequest, TReply>(request);
            outcome = await slot.WaitAsync().ConfigureAwait(false);
            if (outcome == LinkOutcome.Reply) return slot;
        }
    }

    private ReplySlot Send<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply>
    {
        _link.BeginBatch();
        ReplySlot slot = Append<TRequest, TReply>(request);
        _link.SendBatch(1);
        return slot;
    }

    private ReplySlot Append<TRequest, TReply>(TRequest request, TimeSpan timeout = default)
        where TRequest : struct, IRequest<TReply>
    {
        request.WriteTo(_link.Writer.Begin());
        ReadOnlyMemory<byte> frame = _link.Writer.End();
        bool isResume = typeof(TReply) == typeof(ResumeOutcome) && request.Timeout is TimeoutClass.Run or TimeoutClass.Step;
        bool acceptsStop = typeof(TReply) == typeof(ResumeOutcome) || typeof(TReply) == typeof(byte[]);
        bool collectsOutput = typeof(TReply) == typeof(MonitorReply);
        var rules = new ExchangeRules(timeout == default ? _options.Timeouts.Of(request.Timeout) : timeout, request.Repeat, isResume, acceptsStop, collectsOutput);
        return _link.Post(frame, rules);
    }

    private TReply TakeReply<TRequest, TReply>(TRequest request, ReplySlot slot)
        where TRequest : struct, IRequest<TReply>
    {
        ReadOnlySpan<byte> payload = slot.Payload.Span;
        bool isParsed = request.TryParse(payload, out TReply reply);
        string raw = isParsed ? "" : PacketHistory.Shorten(payload);
        if (isParsed && reply is MonitorReply monitor) reply = (TReply)(object)monitor.WithOutput(slot.Output.Span);
        _link.Return(slot);
        if (isParsed) return reply;
        throw new RspProtocolException($"The stub answered '{raw}'", Describe<TRequest, TReply>(request),
            "Another client may share the link, or the server is too old: restart it and start the session again.");
    }

    // After a timeout the late reply may still come. Two marks are sent: what is neither is old, and after the second no old reply can follow,
    // because a stub answers in order.
    private async ValueTask ResynchroniseAsync(string request)
    {
        _link.CountResynchronisation();
        TimeSpan limit = _options.Timeouts.Query;
        ReplySlot slot = Send<CurrentThreadRequest, string?>(default);
        bool isMarked = false;
        while (await slot.WaitAsync().ConfigureAwait(false) == LinkOutcome.Reply)
        {
            bool isMark = slot.Payload.Span.StartsWith("QC"u8) || (slot.Payload.IsEmpty && Capabilities.CurrentThread != Support.Yes);
            isMarked |= isMark;
            if (slot.Payload.Span.StartsWith("QC"u8)) Capabilities = Capabilities with { CurrentThread = Support.Yes };
            _link.Return(slot);
            // An empty reply may also be the late one, so that only silence proves the end.
            limit = isMarked ? _options.Timeouts.Quiet : _options.Timeouts.Query;
            slot = _link.Post(default, new ExchangeRules(limit, RepeatRule.Never, false, false, false));
        }

        _link.Return(slot);
        if (!isMarked) throw _link.Fail(NoAnswer(request));
    }

    private RspTransportException TimedOut<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply> => _link.Fail(NoAnswer(Describe<TRequest, TReply>(request)));

    private static RspTransportException NoAnswer(string request) =>
        new(TransportFailure.Timeout, "The stub did not answer in time", request,
            "Look at the debug server's last output; if it was only slow, raise the timeout of this kind of request.");

    private static RspProtocolException TooLarge<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply> =>
        new("The reply is larger than allowed", Describe<TRequest, TReply>(request), "Raise MaxReplySizeInBytes if the stub is known to send that much.");

    private static string Describe<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply>
    {
        var writer = new Framing.PacketWriter();
        request.WriteTo(writer.Begin());
        return PacketHistory.Shorten(writer.End().Span);
    }

    private void ThrowIfRefused<TRequest, TReply>(TRequest request, ReplyStatus status, StubError error)
        where TRequest : struct, IRequest<TReply>
    {
        if (status == ReplyStatus.Ok) return;
        throw new RspRefusedException(Describe<TRequest, TReply>(request), status == ReplyStatus.Refused ? error : null, request.RefusalAdvice);
    }

    private readonly struct GateLease(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
