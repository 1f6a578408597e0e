using System.Globalization;
using System.Text;
using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>Puts requests and replies together and finds what went wrong between them.</summary>
/// <param name="findings">Gets what is found.</param>
/// <param name="onCompleted">Hears of each request that got its reply, or will get none.</param>
internal sealed partial class Conversation(LinkFindings findings, Action<Exchange> onCompleted)
{
    private readonly List<Exchange> _pending = [];
    private readonly List<LinkEvent> _sinceRequest = [];
    private readonly SortedDictionary<string, int> _unsupported = new(StringComparer.Ordinal);
    private Exchange? _running;
    private Exchange? _last;
    private Exchange? _completed;
    private Exchange? _unowed;
    private LinkEvent? _lastFromStub;
    private LinkEvent? _damagedRequest;
    private (int Line, string Text)? _cutOff;
    private bool _stubAcks;
    private bool _clientAcks;
    private bool _ackWasOwed;
    private bool _wasAskedAgain;
    private bool _noAckPending;
    private int _unackedRequests;
    private int _unackedReplies;
    private int _requests;
    private int _replies;

    /// <summary>Acknowledgements are on, as far as the log tells.</summary>
    public bool AcksOn { get; private set; } = true;

    /// <summary>Whether acknowledgements were seen at all.</summary>
    public bool HasAcks => _stubAcks || _clientAcks;

    /// <summary>Packets that were sent again, either way.</summary>
    public int Retransmissions { get; private set; }

    /// <summary><c>-</c> either way.</summary>
    public int Naks { get; private set; }

    /// <summary>Packets of the stub so far.</summary>
    public int Replies { get; private set; }

    /// <summary>What the stub said to <c>qSupported</c>.</summary>
    public string? Features { get; private set; }

    /// <summary>The program still runs.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>Whether a packet of the stub has begun and not ended at this moment.</summary>
    public Func<bool> StubIsInPacket { get; init; } = static () => false;

    /// <summary>Takes the next happening.</summary>
    public void Push(LinkEvent happening)
    {
        bool fromClient = happening.Direction == LinkDirection.ToStub;
        switch (happening.Kind)
        {
            case LinkEventKind.Packet when fromClient: OnRequest(happening); return;
            case LinkEventKind.Packet: OnReply(happening); break;
            case LinkEventKind.Ack when fromClient: OnClientAck(happening); return;
            case LinkEventKind.Ack: OnStubAck(happening); break;
            case LinkEventKind.Nak when fromClient: OnClientNak(happening); return;
            case LinkEventKind.Nak: OnStubNak(happening); break;
            case LinkEventKind.Interrupt: OnInterrupt(happening); return;
            case LinkEventKind.Damaged or LinkEventKind.Truncated or LinkEventKind.WithoutStart: OnDamaged(happening); break;
            case LinkEventKind.Opened: OnOpened(); return;
            case LinkEventKind.Closed: OnClosed(happening); return;
            case LinkEventKind.Note: OnNote(happening); return;
            default: break;
        }

        _sinceRequest.Add(happening);
        if (!fromClient && happening.Kind is not (LinkEventKind.Ack or LinkEventKind.Nak or LinkEventKind.Notification)) _lastFromStub = happening;
    }

    /// <summary>The log is at its end.</summary>
    public void Finish()
    {
        EndSession();
        if (_unsupported.Count > 0)
            findings.Add(LinkRule.Unsupported, _unsupported.Values.Min(), $"The server does not have: {string.Join(", ", _unsupported.Keys)}.");
    }

    private void EndSession()
    {
        if (_requests > 0 && _replies == 0) ReportSilence();
        else
        {
            foreach (Exchange open in _pending)
            {
                if (open.GivenUpFor is not null || open.Repeats > 0 || open.Naks > 0) ReportUnanswered(open, open.GivenUpFor is null ? $"It was sent {Times(open.Repeats + 1)}." : "The client went on without it.");
                else findings.Add(LinkRule.OpenAtEnd, open.Request.Line, $"The log ends before {open} is answered{(open.IsAcked ? "; it was acknowledged" : "")}.");
            }
        }

        foreach (Exchange open in _pending) onCompleted(open);
        _pending.Clear();
        if (_running is { IsInterrupted: true } running)
            findings.Add(LinkRule.InterruptUnanswered, running.LastSent.Line, "0x03 was sent to the running target, and the log ends without a stop.");
        Settle(_completed);
        Settle(_last);
        if (_cutOff is { } cut) findings.Add(LinkRule.DamagedPacket, cut.Line, cut.Text + " The end never came.", "truncated");
    }

    private void ReportSilence()
    {
        Exchange first = _pending.FirstOrDefault() ?? _last!;
        LinkEvent? junk = _sinceRequest.Find(static e => e is { Kind: LinkEventKind.Junk, Direction: LinkDirection.ToClient });
        bool isClosed = _sinceRequest.Exists(static e => e.Kind == LinkEventKind.Closed);
        if (junk is not null) findings.Add(LinkRule.HandshakeNotRsp, junk.Line, $"What answers is no RSP: '{LogText.Shorten(junk.Payload)}'.");
        else if (isClosed) findings.Add(LinkRule.HandshakeClosed, first.Request.Line, $"The connection ended before {first} was answered.");
        else if (_requests >= 3 && first.Repeats == 0 && !HasAcks) findings.Add(LinkRule.OneSided, first.Request.Line, "There are requests only, and none is answered.");
        else findings.Add(LinkRule.HandshakeSilent, first.Request.Line, $"{first} was sent {Times(first.Repeats + 1)} and never answered{(first.IsAcked ? ", though it was acknowledged" : "")}.");
    }

    private void ReportUnanswered(Exchange open, string how)
    {
        if (RequestKind.NeedsNoReply(open.Name)) return;
        findings.Add(LinkRule.Unanswered, open.Request.Line, $"{open} was not answered. {how}", open.Name);
    }

    // Each connection begins with acknowledgements on, and owes nothing to the one before.
    private void OnOpened()
    {
        if (_requests > 0) EndSession();
        (_running, _last, _completed, _unowed, _lastFromStub, _damagedRequest, _cutOff) = (null, null, null, null, null, null, null);
        (_stubAcks, _clientAcks, _ackWasOwed, _wasAskedAgain, _noAckPending) = (false, false, false, false, false);
        (_unackedRequests, _unackedReplies, _requests, _replies, AcksOn) = (0, 0, 0, 0, true);
        _sinceRequest.Clear();
    }

    private void OnClosed(LinkEvent closed)
    {
        bool isFirst = !_sinceRequest.Exists(static e => e.Kind == LinkEventKind.Closed);
        _sinceRequest.Add(closed);
        Exchange? open = _pending.Count > 0 ? _pending[0] : _running;
        if (!isFirst || open is null || _replies == 0 || RequestKind.NeedsNoReply(open.Name)) return;
        // A client that leaves while its program runs is no fault.
        if (open == _running && closed.Direction == LinkDirection.ToStub) return;
        findings.Add(LinkRule.LinkClosed, closed.Line, $"The connection ended while {open} waited for its answer.");
        _pending.Clear();
    }

    private void OnNote(LinkEvent note)
    {
        string text = Encoding.Latin1.GetString(note.Payload);
        // The number of a time limit or address differs; the sentence is the same.
        string group = new([.. text.Where(static letter => !char.IsAsciiHexDigit(letter))]);
        findings.Add(LinkRule.ServerWarning, note.Line, $"\"{LogText.Shorten(note.Payload, 160)}\".", group);
    }

    // What is not explained once the next request is done: the reply did not come twice, so that one of the two was lost.
    private void Settle(Exchange? exchange)
    {
        if (exchange is null) return;
        foreach ((LinkEvent repeat, bool wasAcked) in exchange.Reply is null ? [] : exchange.Unexplained)
        {
            LinkRule rule = wasAcked || !_stubAcks ? LinkRule.LostReply : LinkRule.LostRequest;
            string told = wasAcked ? "The server had acknowledged it." : _stubAcks ? "The server had not acknowledged it." : "The log does not show acknowledgements.";
            findings.Add(rule, repeat.Line, $"{exchange} was sent again{After(exchange, repeat)} and answered once. {told}");
        }

        exchange.Unexplained.Clear();
    }

    private static string After(Exchange exchange, LinkEvent repeat) => Since(exchange.Request.Time, repeat.Time, " after ");

    private static string Since(TimeSpan? from, TimeSpan? to, string before) =>
        to - from is { } time ? string.Create(CultureInfo.InvariantCulture, $"{before}{time.TotalMilliseconds:0.###} ms") : "";

    private static string Times(int count) => count == 1 ? "once" : count == 2 ? "twice" : string.Create(CultureInfo.InvariantCulture, $"{count} times");
}
