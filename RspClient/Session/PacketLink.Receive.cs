using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// What comes in, on the receive thread. All frames of one read are handled before any request completes: its continuation sends the next
// packet at once, and a leftover frame would pass for the reply to that.
internal sealed partial class PacketLink
{
    private const int UnackedRepliesUntilLenient = 3;
    private readonly List<(ReplySlot Slot, LinkOutcome Outcome)> _finished = [];
    private readonly List<byte> _answers = [];
    private bool _stubAcks;
    private int _unackedReplies;
    private int _naksInARow;

    /// <inheritdoc/>
    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (Failure is not null) return;
        _decoder.Push(bytes);
        while (_decoder.TryRead(out PacketFrame frame)) Handle(frame);
        if (_answers.Count > 0) SendAnswers();
        if (_finished.Count == 0) return;
        if (_finished.Count == 1)
        {
            (ReplySlot slot, LinkOutcome outcome) = _finished[0];
            _finished.Clear();
            slot.Complete(outcome);
            return;
        }

        (ReplySlot Slot, LinkOutcome Outcome)[] finished = [.. _finished];
        _finished.Clear();
        foreach ((ReplySlot slot, LinkOutcome outcome) in finished) slot.Complete(outcome);
    }

    /// <inheritdoc/>
    public void OnClosed(Exception? cause)
    {
        bool isExpected;
        lock (_sync) isExpected = _isCloseExpected;
        string what = cause is null ? "The debug server closed the connection" : $"The connection broke: {cause.Message}";
        Fail(isExpected ? Ended()
            : new RspTransportException(TransportFailure.Closed, what, Endpoint, "Look at the debug server's last output, then start the session again.", cause));
    }

    private void Handle(PacketFrame frame)
    {
        History.Add(isSent: false, ReceivedLabels[(int)frame.Kind], frame.Payload);
        _options.Observer?.OnReceived(frame.Kind, frame.Payload);
        switch (frame.Kind)
        {
            case FrameKind.Ack: OnAck(); break;
            case FrameKind.Nak: OnNak(); break;
            case FrameKind.Packet: OnPacket(frame.Payload); break;
            case FrameKind.Notification: OnNotification(frame.Payload); break;
            case FrameKind.BadChecksum or FrameKind.Malformed: OnDamaged(frame); break;
            case FrameKind.Truncated when !_acksEnabled: OnDamaged(frame); break;
            case FrameKind.Oversize: OnOversize(); break;
            default: break;
        }
    }

    private void OnAck()
    {
        lock (_sync)
        {
            if (FindUnacked() is not { } slot) return;
            slot.IsAcked = true;
            slot.IsNakPending = false;
            if (slot == _run && !slot.IsInterrupted) SetDeadline(slot, slot.Timeout);
            _stubAcks = true;
            _unackedReplies = 0;
        }
    }

    private void OnNak()
    {
        bool isLost = false;
        ReadOnlyMemory<byte> again = default;
        lock (_sync)
        {
            _counters.NaksReceived++;
            _hasSeenDamage = true;
            if (FindUnacked() is not { } slot) return;
            if (slot.Repeat == RepeatRule.Never || ++slot.Repeats > _options.MaxRetransmissions) isLost = true;
            else if (_waiting.Count > 1) AbandonWaiting(_finished);
            else if (slot.Repeat == RepeatRule.Always) again = slot.Frame;
            else
            {
                slot.IsNakPending = true;
                SetDeadline(slot, _options.Timeouts.NakGrace);
            }
        }

        if (isLost) Fail(Corrupted("The stub did not receive a packet that must not be sent twice, or refuses it time and again"));
        if (!again.IsEmpty) Resend(again.Span);
    }

    private ReplySlot? FindUnacked()
    {
        if (_run is { IsAcked: false } run) return run;
        foreach (ReplySlot slot in _waiting)
        {
            if (!slot.IsAcked) return slot;
        }

        return null;
    }

    private void OnNotification(ReadOnlySpan<byte> payload)
    {
        lock (_sync) Touch();
        // Black Magic Probe says "%Stop:W00" when the target vanishes, and older builds double the "%".
        ReadOnlySpan<byte> stop = payload.TrimStart((byte)'%');
        if (stop.StartsWith("Stop:"u8) && StopReply.IsStopReply(stop["Stop:"u8.Length..]) && TryFinishRun(stop["Stop:"u8.Length..])) return;
        if (_options.Events is not { } events) return;
        string text = Encoding.Latin1.GetString(payload);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        events.OnNotification(colon < 0 ? text : text[..colon], colon < 0 ? "" : text[(colon + 1)..]);
    }

    private void OnDamaged(PacketFrame frame)
    {
        if (!_acksEnabled)
        {
            Fail(Corrupted($"A damaged packet came while acknowledgements are off: {PacketHistory.Shorten(frame.Payload)}"));
            return;
        }

        lock (_sync)
        {
            _hasSeenDamage = true;
            if (_waiting.Count > 1)
            {
                // "-" asks for the last packet again, which is not this one.
                _answers.Add((byte)'+');
                AbandonWaiting(_finished);
                return;
            }

            _counters.NaksSent++;
            if (++_naksInARow <= _options.MaxRetransmissions) _answers.Add((byte)'-');
        }

        if (_naksInARow > _options.MaxRetransmissions) Fail(Corrupted("The stub sends the same packet damaged time and again"));
    }

    private void OnOversize()
    {
        if (_acksEnabled) _answers.Add((byte)'+');
        lock (_sync)
        {
            if (!_waiting.TryDequeue(out ReplySlot? slot)) return;
            _finished.Add((slot, LinkOutcome.Oversize));
        }
    }

    private void SendAnswers()
    {
        ReadOnlySpan<byte> answers = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_answers);
        foreach (byte answer in answers) Record(answer == (byte)'-' ? SentKind.Nak : SentKind.Ack, [answer]);
        Write(answers);
        _answers.Clear();
    }

    private RspTransportException Corrupted(string what) =>
        new(TransportFailure.Corrupted, what, Endpoint, "Check cable and clock of the probe, then start the session again.");
}
