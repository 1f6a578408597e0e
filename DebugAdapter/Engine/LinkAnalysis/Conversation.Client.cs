using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

// What the client sends.
internal sealed partial class Conversation
{
    private const int NaksUntilHopeless = 3;

    // Requests that leave in one go are pipelined; behind a pause, the client has given up the one before.
    private static readonly TimeSpan PipelineGap = TimeSpan.FromMilliseconds(50);

    private void OnRequest(LinkEvent request)
    {
        CheckMissingAck(request);
        _unackedRequests++;
        // The answer to a File-I/O request of the stub: the program runs on.
        if (_running is not null && request.Payload is [(byte)'F', ..]) return;
        if (_last is { } last && IsRepeat(last, request))
        {
            OnRepeat(last, request);
            last.LastSent = request;
            _sinceRequest.Clear();
            return;
        }

        var exchange = new Exchange(request);
        DescribeDamagedRequest(request);
        foreach (Exchange open in _pending.Where(open => open.GivenUpFor is null && !IsPipelined(open.LastSent, request))) open.GivenUpFor = request;
        _requests++;
        if (_running is not null && !RequestKind.IsResume(exchange.Name))
            findings.Add(LinkRule.RequestWhileRunning, request.Line, $"{exchange} was sent while the target ran.");
        if (exchange.Name == "qSupported" && !AcksOn) _noAckPending = true;
        if (RequestKind.IsResume(exchange.Name)) _running = exchange;
        else if (RequestKind.NeedsNoReply(exchange.Name))
        {
            _unowed = exchange;
            onCompleted(exchange);
        }
        else _pending.Add(exchange);
        _last = exchange;
        _sinceRequest.Clear();
    }

    private bool IsRepeat(Exchange last, LinkEvent request)
    {
        if (request.IsOpaque || !request.Payload.AsSpan().SequenceEqual(last.Request.Payload) || RequestKind.NeedsNoReply(last.Name)) return false;
        if (last.Reply is null) return !IsPipelined(last.LastSent, request) || last.Naks > 0;
        return AcksOn && _stubAcks && !last.IsAcked;
    }

    private void OnRepeat(Exchange last, LinkEvent request)
    {
        Retransmissions++;
        last.Repeats++;
        bool isDamagedReply = _sinceRequest.Exists(static e => e.Direction == LinkDirection.ToClient && e.Kind is LinkEventKind.Damaged or LinkEventKind.WithoutStart or LinkEventKind.Truncated);
        // The damage itself is a finding already.
        if (isDamagedReply || _damagedRequest is not null)
        {
            DescribeDamagedRequest(request);
            return;
        }

        if (last.Naks > 0)
            findings.Add(LinkRule.DamagedPacket, request.Line, $"The server asked for {last} again; the log has it intact, so that it was damaged behind the place where the log was made.", "behind");
        else if (StubIsInPacket())
            _cutOff = (request.Line, $"{last} was sent again{After(last, request)} while its answer was arriving.");
        else if (last.Reply is not null)
            findings.Add(LinkRule.LostAck, request.Line, $"{last} was answered without being acknowledged, and was sent again{After(last, request)}.");
        else
            last.Unexplained.Add((request, last.IsAcked));
    }

    private static bool IsPipelined(LinkEvent before, LinkEvent request) =>
        before.Record == request.FirstRecord || (request.Time - before.Time is { } gap && gap < PipelineGap);

    private void DescribeDamagedRequest(LinkEvent request)
    {
        if (_damagedRequest is not { } damaged) return;
        _damagedRequest = null;
        if (damaged.Kind != LinkEventKind.Damaged) return;
        string how = Damage.Describe(damaged.Payload, request.Payload);
        findings.Add(LinkRule.DamagedPacket, damaged.Line, $"The request '{LogText.Shorten(request.Payload)}' was damaged and sent again. {how}".TrimEnd(), "request");
    }

    private void OnClientAck(LinkEvent ack)
    {
        _clientAcks = true;
        _ackWasOwed = false;
        if (_unackedReplies > 0) _unackedReplies--;
        else if (AcksOn && _replies > 0 && _completed is { } answered)
            findings.Add(LinkRule.DoubleAck, ack.Line, $"The client acknowledged the answer to {answered} twice.", "client");
        if (!_noAckPending || _completed is not { Name: "QStartNoAckMode" }) return;
        (AcksOn, _noAckPending, _unackedReplies, _unackedRequests) = (false, false, 0, 0);
    }

    private void OnClientNak(LinkEvent nak)
    {
        Naks++;
        LinkEvent? reply = _sinceRequest.FindLast(static e => e.Direction == LinkDirection.ToClient && e.Kind is LinkEventKind.Packet or LinkEventKind.Damaged or LinkEventKind.WithoutStart or LinkEventKind.Truncated);
        _wasAskedAgain = true;
        if (_last is { Reply: null } open) open.WasAskedAgain = true;
        if (StubIsInPacket())
            _cutOff = (nak.Line, $"The client asked for a packet again (-) before its end had come{Since(_last?.LastSent.Time, nak.Time, ", ")}{(_last is null ? "" : $" behind {_last}")}.");
        else if (reply is null && _last is { Reply: null } last)
            findings.Add(LinkRule.TimeoutTooShort, nak.Line, $"The client asked for the answer to {last} again (-) before one had come{After(last, nak)}.");
        else if (reply is { Kind: LinkEventKind.Packet })
            findings.Add(LinkRule.DamagedPacket, nak.Line, $"The client asked again (-) for '{LogText.Shorten(reply.Payload)}'; the log has it intact, so that it was damaged behind the place where the log was made.", "behind");
        _unackedReplies = Math.Max(0, _unackedReplies - 1);
    }

    private void OnInterrupt(LinkEvent interrupt)
    {
        if (_running is { } running) running.IsInterrupted = true;
        else if (!_pending.Exists(static open => RequestKind.TakesOutput(open.Name)) && _replies > 0)
            findings.Add(LinkRule.InterruptWhileHalted, interrupt.Line, "0x03 was sent while the target was halted.");
    }

    // Black Magic Probe waits for acknowledgements again after qSupported, and a client that has turned them off sends none.
    private void CheckMissingAck(LinkEvent request)
    {
        if (!_ackWasOwed || AcksOn) return;
        _ackWasOwed = false;
        findings.Add(LinkRule.AcksTurnedOn, request.Line, "Acknowledgements were off; at qSupported the server sends + again and waits for the client's.");
    }
}
