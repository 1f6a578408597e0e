using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Session;

/// <summary>
/// The packet layer: sends frames, acknowledges, repeats, and hands each reply to the request that waits for it.
/// <para>
/// <c>_sync</c> guards the state that callers, the receive thread and the timer share. Legal states: idle (no slot); waiting (one slot, or
/// the slots of one batch, oldest first, in <c>_waiting</c>); running (<c>_run</c>, with at most one slot waiting besides); lost
/// (<c>_failure</c>, no slot). Slots complete and events are raised outside of the lock.
/// </para>
/// </summary>
internal sealed partial class PacketLink : IRspReceiver, IAsyncDisposable
{
    private readonly Lock _sync = new();
    private readonly IRspTransport _transport;
    private readonly RspOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly PacketDecoder _decoder;
    private readonly LinkCounters _counters = new();
    private readonly Queue<ReplySlot> _waiting = new();
    private readonly Stack<ReplySlot> _free = new();
    private ReplySlot? _run;
    private RspTransportException? _failure;
    private long _timerDue = long.MaxValue;
    private int _acksOwed;
    private bool _acksEnabled = true;
    private bool _isCloseExpected;
    private bool _hasSeenDamage;

    public PacketLink(IRspTransport transport, RspOptions options)
    {
        _transport = transport;
        _options = options;
        _time = options.Time;
        _decoder = new PacketDecoder(options.MaxReplySizeInBytes);
        History = new PacketHistory(options.HistoryCapacity, options.Time);
        TimeSpan never = System.Threading.Timeout.InfiniteTimeSpan;
        _timer = _time.CreateTimer(static state => ((PacketLink)state!).OnTimer(), this, never, never);
    }

    public PacketHistory History { get; }

    /// <summary>Owned by whoever holds the session's gate; its frames stay in place until their replies came.</summary>
    public PacketWriter Writer { get; } = new();

    public string Endpoint => _transport.Endpoint;

    public RspTransportException? Failure
    {
        get
        {
            lock (_sync) return _failure;
        }
    }

    public RspStatistics Statistics
    {
        get
        {
            lock (_sync) return _counters.Snapshot(_decoder.Statistics);
        }
    }

    /// <summary>
    /// True when damage may have passed for data: the transport does not detect it, or some was seen. Two inverted bits leave the sum of
    /// a packet as it was in one case of sixteen.
    /// </summary>
    public bool IsSuspect => _options.ConfirmReads || !_transport.DetectsDamage || Volatile.Read(ref _hasSeenDamage);

    /// <summary>The transport repairs damage itself, so that acknowledgements are of no use.</summary>
    public bool NeedsNoAcks => _transport.DetectsDamage;

    public void Start() => _transport.Start(this);

    /// <summary>After the <c>OK</c> to QStartNoAckMode, which itself was acknowledged.</summary>
    public void DisableAcks()
    {
        lock (_sync) _acksEnabled = false;
    }

    /// <summary>Starts a batch of one or more packets; an acknowledgement that was held back goes in front.</summary>
    public void BeginBatch()
    {
        Writer.Clear();
        lock (_sync)
        {
            for (; _acksOwed > 0; _acksOwed--) Writer.Unframed((byte)'+');
        }
    }

    /// <summary>Takes a slot for a packet before it is sent, or with no frame for a further reply to one that was sent.</summary>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public ReplySlot Post(ReadOnlyMemory<byte> frame, in ExchangeRules rules)
    {
        lock (_sync)
        {
            if (_failure is not null) throw _failure;
            ReplySlot slot = _free.Count > 0 ? _free.Pop() : new ReplySlot();
            slot.Reset(frame, rules);
            // A stub acknowledges at once, however long the target then runs.
            SetDeadline(slot, rules.IsResume && _acksEnabled && _stubAcks ? _options.Timeouts.Query : slot.Timeout);
            if (rules.IsResume) _run = slot;
            else _waiting.Enqueue(slot);
            return slot;
        }
    }

    /// <summary>Gives a slot back whose reply was read.</summary>
    public void Return(ReplySlot slot)
    {
        lock (_sync) _free.Push(slot);
    }

    /// <summary>Sends the batch in one write.</summary>
    /// <param name="packets">How many packets it holds.</param>
    public void SendBatch(int packets)
    {
        ReadOnlySpan<byte> bytes = Writer.Written.Span;
        lock (_sync) _counters.PacketsSent += packets;
        Record(SentKind.Packet, bytes);
        Write(bytes);
    }

    /// <summary>Allows interrupts for a resume whose packet has left: 0x03 in front of it would stop the next one instead.</summary>
    public void MarkSent(ReplySlot resume)
    {
        lock (_sync) resume.IsSent = true;
    }

    /// <summary>Sends 0x03 when the target runs; it is repeated by the timer as long as no stop comes.</summary>
    /// <returns>False when it does not run: a stub would remember the byte and stop the next resume.</returns>
    /// <param name="isTold">The packet that resumes says so itself (<c>F</c> with <c>C</c>): the byte follows only if that has no effect.</param>
    public bool TryInterrupt(bool isTold = false)
    {
        lock (_sync)
        {
            if (_run is not { IsSent: true }) return false;
            if (_run.IsInterrupted) return true;
            NoteInterrupt(_run);
        }

        if (!isTold) SendInterrupt();
        return true;
    }

    /// <summary>After a detach, the stub may close the link without that being a fault.</summary>
    public void ExpectClose()
    {
        lock (_sync) _isCloseExpected = true;
    }

    public void CountResynchronisation()
    {
        lock (_sync) _counters.Resynchronisations++;
    }

    /// <summary>Ends the link; the first cause is kept, the observer hears of it, and then all that wait get it: who sees a request end knows that the loss was told.</summary>
    public RspTransportException Fail(RspTransportException cause)
    {
        List<ReplySlot> abandoned;
        lock (_sync)
        {
            if (_failure is not null) return _failure;
            _failure = cause;
            abandoned = [.. _waiting];
            if (_run is not null) abandoned.Add(_run);
            _waiting.Clear();
            _run = null;
        }

        try
        {
            if (cause.Failure != TransportFailure.Disposed) _options.Events?.OnLinkLost(cause);
        }
        finally
        {
            foreach (ReplySlot slot in abandoned) slot.Fail(cause);
        }

        return cause;
    }

    /// <summary>Ends the link for those that wait, and tells nobody else.</summary>
    public void Abandon() => Fail(Ended());

    public async ValueTask DisposeAsync()
    {
        Abandon();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private RspTransportException Ended() => new(TransportFailure.Disposed, "The session was closed", Endpoint, "Start a new session.");

    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_sync) _counters.BytesSent += bytes.Length;
        try
        {
            _transport.Write(bytes);
        }
        catch (RspTransportException error)
        {
            Fail(error);
        }
    }

    private void SendInterrupt()
    {
        ReadOnlySpan<byte> interrupt = [0x03];
        Record(SentKind.Interrupt, interrupt);
        Write(interrupt);
    }

    private void Record(SentKind kind, ReadOnlySpan<byte> bytes)
    {
        History.Add(isSent: true, SentLabels[(int)kind], bytes);
        _options.Observer?.OnSent(kind, bytes);
    }
}
