using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Whose packet is it? Console text and uninvited stops may come at any time; the rest answers the oldest request.
internal sealed partial class PacketLink
{
    private enum Verdict
    {
        Taken,
        Output,
        UnsolicitedStop,
        Unexpected,
    }

    private void OnPacket(ReadOnlySpan<byte> payload)
    {
        Verdict verdict;
        bool isCollected = false;
        lock (_sync)
        {
            _naksInARow = 0;
            verdict = Deliver(payload, ref isCollected);
            if (verdict == Verdict.Unexpected) _counters.UnexpectedPackets++;
            if (_acksEnabled)
            {
                // Held back only when a next packet is sure to follow soon: the target is halted and a request just finished.
                if (_options.DeferAcks && verdict == Verdict.Taken && _run is null && _acksOwed == 0) _acksOwed = 1;
                else _answers.Add((byte)'+');
            }
        }

        if (verdict == Verdict.Output && !isCollected && payload.Length > 1) _options.Events?.OnConsoleOutput(DecodeOutput(payload));
        if (verdict == Verdict.UnsolicitedStop && StopReply.TryParse(payload, out StopReply stop)) _options.Events?.OnUnsolicitedStop(stop);
    }

    private Verdict Deliver(ReadOnlySpan<byte> payload, ref bool isCollected)
    {
        bool isStop = StopReply.IsStopReply(payload);
        if (IsOutput(payload))
        {
            Touch();
            isCollected = _waiting.TryPeek(out ReplySlot? command) && command.CollectsOutput;
            if (isCollected) command!.AddOutput(payload[1..], _options.MaxReplySizeInBytes);
            return Verdict.Output;
        }

        // A refusal ends a run; anything else that is no stop is a late reply to a request before it.
        if (_run is { } run && (isStop || FileIoRequest.TryParse(payload, out _) || ((_waiting.Count == 0 || run.HasFollowers) && Acknowledgement.TryParseNo(payload, out _))))
        {
            if (!TryAccept(run, payload)) return Verdict.Taken;
            _run = null;
            _counters.RoundTrips++;
            _finished.Add((run, LinkOutcome.Reply));
            return Verdict.Taken;
        }

        if (_waiting.Count == 0) return isStop ? Verdict.UnsolicitedStop : Verdict.Unexpected;
        ReplySlot head = _waiting.Peek();
        // No other reply begins with S, T, W or X and two hexadecimal digits: QEMU says T02 when one connects to a running machine.
        if (isStop && !head.AcceptsStop) return Verdict.UnsolicitedStop;
        if (!TryAccept(head, payload)) return Verdict.Taken;
        _waiting.Dequeue();
        _counters.RoundTrips++;
        _finished.Add((head, LinkOutcome.Reply));
        return Verdict.Taken;
    }

    // With a stub that acknowledges, a reply before the "+" is suspect: it may be the one before, sent again because our "+" was lost.
    // It is kept, and used if nothing better comes and the request cannot be repeated.
    private bool TryAccept(ReplySlot slot, ReadOnlySpan<byte> payload)
    {
        slot.SetPayload(payload);
        if (!_acksEnabled || slot.IsAcked || !_stubAcks) return true;
        if (++_unackedReplies >= UnackedRepliesUntilLenient) _stubAcks = false;
        slot.HasCandidate = true;
        SetDeadline(slot, _options.Timeouts.NakGrace);
        return false;
    }

    private bool TryFinishRun(ReadOnlySpan<byte> payload)
    {
        lock (_sync)
        {
            if (_run is not { } run) return false;
            run.SetPayload(payload);
            _run = null;
            _finished.Add((run, LinkOutcome.Reply));
            return true;
        }
    }

    private static bool IsOutput(ReadOnlySpan<byte> payload) =>
        !payload.IsEmpty && payload[0] == (byte)'O' && (payload.Length & 1) == 1 && HexDigits.AreAll(payload[1..]);

    private static string DecodeOutput(ReadOnlySpan<byte> payload)
    {
        byte[] text = new byte[payload.Length / 2];
        HexDigits.TryDecode(payload[1..], text, out _);
        return Encoding.UTF8.GetString(text);
    }
}
