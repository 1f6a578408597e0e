using RspDebug.RspClient.Packets;

namespace RspDebug.RspClient.Session;

// Time limits. One timer serves all: it is set when a deadline comes nearer and looks again when it fires, so that
// an exchange in good time costs no timer call.
internal sealed partial class PacketLink
{
    private void SetDeadline(ReplySlot slot, TimeSpan timeout)
    {
        if (timeout == System.Threading.Timeout.InfiniteTimeSpan)
        {
            slot.Deadline = long.MaxValue;
            return;
        }

        SetDeadline(slot, _time.GetTimestamp() + ToTicks(timeout));
    }

    private void SetDeadline(ReplySlot slot, long deadline)
    {
        slot.Deadline = deadline;
        if (deadline < _timerDue) SetTimer(deadline);
    }

    private void SetTimer(long due)
    {
        _timerDue = due;
        if (due == long.MaxValue) return;
        double seconds = Math.Max(0, (double)(due - _time.GetTimestamp()) / _time.TimestampFrequency);
        // Rounded up: a timer that fires early would have to be set again for the rest.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000)), System.Threading.Timeout.InfiniteTimeSpan);
    }

    private void Touch()
    {
        foreach (ReplySlot slot in _waiting) SetDeadline(slot, slot.Timeout);
        if (_run is { IsInterrupted: false } run) SetDeadline(run, run.Timeout);
    }

    private void OnTimer()
    {
        var finished = new List<(ReplySlot Slot, LinkOutcome Outcome)>();
        ReadOnlyMemory<byte> again = default;
        bool interrupts = false, isUnacked = false;
        lock (_sync)
        {
            long now = _time.GetTimestamp();
            if (_waiting.TryPeek(out ReplySlot? head) && head.Deadline <= now) again = OnWaitingDue(head, finished);
            if (_run is { } run && run.Deadline <= now)
            {
                // Whether it arrived is not known: it cannot be sent again, and the stop may never come.
                isUnacked = _acksEnabled && _stubAcks && run is { IsAcked: false, HasCandidate: false, IsInterrupted: false };
                if (!isUnacked) interrupts = OnRunDue(run, finished);
            }

            long next = _run?.Deadline ?? long.MaxValue;
            foreach (ReplySlot slot in _waiting) next = Math.Min(next, slot.Deadline);
            SetTimer(next);
        }

        if (isUnacked) Fail(Unacknowledged());
        if (!again.IsEmpty) Resend(again.Span);
        if (interrupts) SendInterrupt();
        foreach ((ReplySlot slot, LinkOutcome outcome) in finished) slot.Complete(outcome);
    }

    private ReadOnlyMemory<byte> OnWaitingDue(ReplySlot head, List<(ReplySlot Slot, LinkOutcome Outcome)> finished)
    {
        if (head.IsNakPending && !head.HasCandidate)
        {
            head.IsNakPending = false;
            SetDeadline(head, head.Timeout);
            return head.Frame;
        }

        if (head.HasCandidate && head.Repeat != RepeatRule.Always && _waiting.Count == 1)
        {
            _waiting.Dequeue();
            _counters.RoundTrips++;
            finished.Add((head, LinkOutcome.Reply));
            return default;
        }

        AbandonWaiting(finished);
        return default;
    }

    // What follows a lost reply in a batch cannot be told apart: all of it is given up and read again one by one.
    private void AbandonWaiting(List<(ReplySlot Slot, LinkOutcome Outcome)> finished)
    {
        if (_waiting.Count == 0) return;
        if (!_waiting.Peek().Frame.IsEmpty) _counters.Timeouts++;
        foreach (ReplySlot slot in _waiting) finished.Add((slot, LinkOutcome.TimedOut));
        _waiting.Clear();
    }

    private bool OnRunDue(ReplySlot run, List<(ReplySlot Slot, LinkOutcome Outcome)> finished)
    {
        if (run.HasCandidate)
        {
            _run = null;
            finished.Add((run, LinkOutcome.Reply));
            return false;
        }

        if (!run.IsInterrupted || _time.GetTimestamp() < run.InterruptEnd)
        {
            NoteInterrupt(run);
            return true;
        }

        _run = null;
        _counters.Timeouts++;
        finished.Add((run, LinkOutcome.TimedOut));
        return false;
    }

    // The byte has no acknowledgement, so that one lost on the way, or taken by a server that was still busy with the resume, can only be
    // sent again. To a target that still runs that does no harm: QEMU and OpenOCD halt it once, pyOCD sets a flag that is set already. One
    // that crosses the stop reply is remembered by OpenOCD and pyOCD; RspSession.MayHoldInterrupt tells of it.
    private void NoteInterrupt(ReplySlot run)
    {
        long now = _time.GetTimestamp();
        if (run.Interrupts++ == 0) run.InterruptEnd = now + ToTicks(_options.Timeouts.Interrupt);
        SetDeadline(run, Math.Min(run.InterruptEnd, now + ToTicks(_options.Timeouts.InterruptRepeat)));
    }

    private RspTransportException Unacknowledged() => new(TransportFailure.Timeout,
        "The stub did not acknowledge the packet that resumes the target, so that it is not known whether it runs", Endpoint,
        "Check cable and clock of the probe, then start the session again.");

    private long ToTicks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);

    private void Resend(ReadOnlySpan<byte> frame)
    {
        lock (_sync)
        {
            _counters.PacketsSent++;
            _counters.Retransmissions++;
        }

        Record(SentKind.Retransmission, frame);
        Write(frame);
    }
}
