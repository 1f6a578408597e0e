using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.RspClient.Replies;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

// What the stub sends.
internal sealed partial class Conversation
{
    private void OnReply(LinkEvent reply)
    {
        bool isAgain = _lastFromStub is { Kind: LinkEventKind.Packet } before && before.Payload.AsSpan().SequenceEqual(reply.Payload) && !reply.IsOpaque;
        bool wasAskedAgain = _wasAskedAgain;
        _wasAskedAgain = false;
        Replies++;
        _replies++;
        _unackedReplies++;
        if (IsOutput(reply))
        {
            Exchange? owner = _pending.Count > 0 ? _pending[0] : _running;
            if (owner is not null) owner.Outputs++;
            return;
        }

        DescribeDamagedReply(reply);
        if (_cutOff is { } cut && reply.IsSplit)
        {
            // The end came after all; what was asked for again comes behind it.
            findings.Add(LinkRule.SplitPacket, cut.Line, cut.Text);
            (_cutOff, _wasAskedAgain, wasAskedAgain) = (null, wasAskedAgain, false);
        }

        if (wasAskedAgain) Retransmissions++;
        if (wasAskedAgain && isAgain && _pending.Count == 0) return;
        if (_running is { } running && (StopReply.IsStopReply(reply.Payload) || (_pending.Count == 0 && reply.Payload is not [(byte)'F', ..])))
        {
            _running = null;
            Complete(running, reply);
        }
        else if (_pending.Count > 0)
        {
            Answer(reply);
        }
        else if (_running is null)
        {
            OnUninvited(reply, isAgain);
        }
    }

    private void Answer(LinkEvent reply)
    {
        // The one before was never answered when only the next fits.
        while (_pending.Count > 1 && !_pending[0].Fits(reply) && _pending[1].Fits(reply))
        {
            ReportUnanswered(_pending[0], "The next one was.");
            onCompleted(_pending[0]);
            _pending.RemoveAt(0);
        }

        Exchange head = _pending[0];
        if (!head.Fits(reply) && AnswersUnowed(reply)) return;
        if (!head.Fits(reply) && _completed is { Unexplained.Count: > 0 } repeated && repeated.Fits(reply))
        {
            LinkEvent again = TakeRepeat(repeated);
            findings.Add(LinkRule.TimeoutTooShort, again.Line, $"{repeated} was sent again{After(repeated, again)}, and both were answered.");
            findings.Add(LinkRule.OffByOne, reply.Line, $"The second answer to {repeated} ('{LogText.Shorten(reply.Payload)}') came where {head} waited for its own.");
            return;
        }

        if (!head.Fits(reply))
            findings.Add(LinkRule.OffByOne, reply.Line, $"'{LogText.Shorten(reply.Payload)}' came as the answer to {head}; it is {RequestKind.Describe(reply.Payload)}.");
        else if (head.GivenUpFor is { } next)
            findings.Add(LinkRule.OffByOne, reply.Line, $"The answer to {head} came{Since(head.Request.Time, reply.Time, " after ")}, when the client waited for that to '{LogText.Shorten(next.Payload)}' already.");
        _pending.RemoveAt(0);
        Complete(head, reply);
    }

    private void Complete(Exchange exchange, LinkEvent reply)
    {
        exchange.Reply = reply;
        Settle(_completed);
        _completed = exchange;
        if (exchange.Name == "qSupported") Features = LogText.Shorten(reply.Payload, 1000);
        if (exchange.Name == "QStartNoAckMode" && reply.Payload.AsSpan().SequenceEqual("OK"u8))
        {
            _noAckPending = true;
            // A log without acknowledgements does not show the last one.
            if (!_clientAcks) (AcksOn, _noAckPending) = (false, false);
        }

        CheckRefusal(exchange, reply);
        onCompleted(exchange);
    }

    private void CheckRefusal(Exchange exchange, LinkEvent reply)
    {
        if (reply.IsOpaque) return;
        if (reply.Payload.Length == 0)
        {
            if (exchange.Name != "vMustReplyEmpty") _unsupported.TryAdd(exchange.Name, reply.Line);
            return;
        }

        if (reply.Payload[0] != (byte)'E' || !exchange.Fits(reply) || exchange.Name.StartsWith("qXfer", StringComparison.Ordinal) || (reply.Payload.Length != 3 && !reply.Payload.AsSpan().StartsWith("E."u8))) return;
        LinkRule rule = exchange.Name switch
        {
            ['Z', ..] => LinkRule.BreakpointRefused,
            "M" or "X" or "vFlashErase" or "vFlashWrite" or "vFlashDone" => LinkRule.WriteRefused,
            _ => LinkRule.Refused,
        };
        findings.Add(rule, reply.Line, $"{exchange} was refused with {LogText.Shorten(reply.Payload)}.", $"{exchange.Name} {LogText.Shorten(reply.Payload)}");
    }

    private void OnUninvited(LinkEvent reply, bool isAgain)
    {
        if (AnswersUnowed(reply)) return;
        if (_completed is { Unexplained.Count: > 0 } repeated && repeated.Fits(reply))
        {
            LinkEvent again = TakeRepeat(repeated);
            findings.Add(LinkRule.TimeoutTooShort, again.Line,
                $"{repeated} was sent again{After(repeated, again)}; its answer came{Since(repeated.Request.Time, repeated.Reply?.Time, " after ")}, and then a second one.");
        }
        else if (isAgain && AcksOn && _unackedReplies > 1)
        {
            Retransmissions++;
            findings.Add(LinkRule.LostAck, reply.Line, $"The server sent '{LogText.Shorten(reply.Payload)}' again{Since(_lastFromStub?.Time, reply.Time, " after ")}: it had no + from the client.");
        }
        else if (!StopReply.IsStopReply(reply.Payload) && _requests > 0)
        {
            findings.Add(LinkRule.UnexpectedReply, reply.Line, $"'{LogText.Shorten(reply.Payload)}' came, and nothing was asked.");
        }
    }

    // Some servers answer what needs no answer: OpenOCD "vKill" and st-util "R".
    private bool AnswersUnowed(LinkEvent reply)
    {
        bool isPlain = reply.Payload.Length == 0 || reply.Payload.AsSpan().SequenceEqual("OK"u8) || StubError.TryParse(reply.Payload, out _);
        if (_unowed is not { } unowed || !isPlain) return false;
        _unowed = null;
        CheckRefusal(unowed, reply);
        return true;
    }

    private static LinkEvent TakeRepeat(Exchange exchange)
    {
        (LinkEvent Sent, bool WasAcked) repeat = exchange.Unexplained[0];
        exchange.Unexplained.RemoveAt(0);
        return repeat.Sent;
    }

    private void OnDamaged(LinkEvent damaged)
    {
        string packet = $"'{LogText.Shorten(damaged.Payload)}'";
        bool fromClient = damaged.Direction == LinkDirection.ToStub;
        if (damaged.Kind == LinkEventKind.WithoutStart)
            findings.Add(LinkRule.LostDollar, damaged.Line, $"The $ of {packet} was lost on the way {(fromClient ? "to the server" : "to the client")}: text and checksum are whole.", fromClient ? "request" : "reply");
        else if (!AcksOn)
            findings.Add(LinkRule.DamagedWithoutAcks, damaged.Line, $"{packet} was damaged while acknowledgements were off.");
        else if (damaged.Kind == LinkEventKind.Truncated)
        {
            _cutOff = null;
            findings.Add(LinkRule.DamagedPacket, damaged.Line, $"{packet} has no end: the next packet begins inside.", "truncated");
        }

        if (fromClient) _damagedRequest = damaged;
    }

    private void DescribeDamagedReply(LinkEvent reply)
    {
        if (_lastFromStub is not { Kind: LinkEventKind.Damaged } damaged || !AcksOn) return;
        findings.Add(LinkRule.DamagedPacket, damaged.Line, $"The answer '{LogText.Shorten(damaged.Payload)}' was damaged. {Damage.Describe(damaged.Payload, reply.Payload)}".TrimEnd(), "reply");
    }

    private void OnStubAck(LinkEvent ack)
    {
        _stubAcks = true;
        if (!AcksOn)
        {
            _ackWasOwed = _noAckPending;
            _noAckPending = false;
            return;
        }

        if (_unackedRequests > 0)
        {
            _unackedRequests--;
            if (_last is { } last) last.IsAcked = true;
        }
        else if (_requests > 1)
        {
            // OpenOCD answers the + that gdb begins with, hence not at the first request.
            findings.Add(LinkRule.DoubleAck, ack.Line, $"The server acknowledged {_last} twice.", "stub");
        }
    }

    private void OnStubNak(LinkEvent nak)
    {
        Naks++;
        _unackedRequests = Math.Max(0, _unackedRequests - 1);
        if (_last is not { } last) return;
        if (++last.Naks == NaksUntilHopeless)
            findings.Add(LinkRule.NakForEver, nak.Line, $"The server asked for {last} {Times(last.Naks)} and takes it never.");
    }

    private bool IsOutput(LinkEvent reply) =>
        reply.Payload is [(byte)'O', ..] && reply.Payload.Length % 2 == 1 && RspClient.Framing.HexDigits.AreAll(reply.Payload.AsSpan(1)) && (_running is not null || _pending.Count > 0 || reply.Payload.Length > 1);
}
