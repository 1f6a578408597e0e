using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Timing;

/// <summary>Gives packets their time: local timestamps stand behind what they stamp, so packets wait here until one comes.</summary>
/// <remarks>
/// DDI0403E D4.2.4. The true time always lies in the interval given. A stream without timestamps is noticed after a few packets, which then pass at
/// once with an open time; <see cref="Settle"/> lets them pass earlier.
/// </remarks>
public sealed class TimestampEngine
{
    private const int MostWaitingWithoutTimestamps = 64, MostWaiting = 4096;

    private readonly TimestampOptions _options;
    private readonly long[] _qualities = new long[(int)TimeQuality.Open + 1];
    private readonly long[] _lastLow = new long[2];
    private readonly long[] _sent;
    private int _sentNext;
    private ItmPacket[] _queue = new ItmPacket[MostWaitingWithoutTimestamps];
    private TraceTime[] _queueTimes = new TraceTime[MostWaitingWithoutTimestamps];
    private int _head;
    private int _ready;
    private int _count;
    private long _ticks;
    private long _hiddenTicks;
    private long _previousLow;
    private long _locals, _globals;
    private int _epoch;
    private bool _gap;

    /// <summary>An engine at the start of a stream, at cycle 0.</summary>
    public TimestampEngine(TimestampOptions? options = null)
    {
        _options = options ?? new TimestampOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Cycles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Ticks, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Prescaler, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.HardwareBufferInPackets, 1, nameof(options));
        _sent = new long[_options.HardwareBufferInPackets];
        ArgumentOutOfRangeException.ThrowIfNegative(_options.TicksHiddenByOverflow, nameof(options));
    }

    /// <summary>The global time at the last packet pushed.</summary>
    public GlobalClock Global { get; } = new();

    /// <summary>Cycles up to the last local timestamp, at least.</summary>
    public long Now => _previousLow;

    /// <summary>Counts so far.</summary>
    public TimestampStatistics Statistics =>
        new(_qualities[0], _qualities[1], _qualities[2], _qualities[3], _qualities[4], _qualities[5], _qualities[6], _locals, _globals);

    /// <summary>Adds the next packet of the stream.</summary>
    public void Push(in ItmPacket packet)
    {
        if (packet.Kind == ItmPacketKind.LocalTimestamp)
        {
            _locals++;
            Stamp(packet.LocalTimestamp);
            return;
        }

        if (SourceOf(packet.Kind) < 0) OnProtocol(packet);
        Enqueue(packet);
        if (_count - _ready >= (_locals == 0 ? MostWaitingWithoutTimestamps : MostWaiting)) ReleaseOpen();
    }

    private void OnProtocol(in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.GlobalTimestamp:
                _globals++;
                Global.Push(packet.GlobalTimestamp);
                break;
            case ItmPacketKind.Overflow:
                _hiddenTicks += _options.TicksHiddenByOverflow;
                break;
            case ItmPacketKind.Malformed:
            case ItmPacketKind.Incomplete:
                // A timestamp may have been among the lost bytes.
                _gap = true;
                _epoch++;
                Global.Break();
                break;
        }
    }

    /// <summary>Says that nothing comes for a while: packets that still wait for a timestamp pass with an open time.</summary>
    public void Settle() => ReleaseOpen();

    /// <summary>Takes the next packet whose time is known.</summary>
    public bool TryRead(out TimedPacket packet)
    {
        packet = default;
        if (_ready == 0) return false;
        packet = new TimedPacket(_queue[_head], _queueTimes[_head]);
        Skip();
        return true;
    }

    /// <summary>Whether there is a packet whose time is known.</summary>
    internal bool HasNext => _ready > 0;

    /// <summary>That packet, where it is; until <see cref="Skip"/>.</summary>
    internal ref readonly ItmPacket Next => ref _queue[_head];

    /// <summary>Its time.</summary>
    internal ref readonly TraceTime NextTime => ref _queueTimes[_head];

    /// <summary>Takes it.</summary>
    internal void Skip()
    {
        _head = _head + 1 == _queue.Length ? 0 : _head + 1;
        _ready--;
        _count--;
    }

    private void Enqueue(in ItmPacket packet)
    {
        if (_count == _queue.Length) Grow();
        int slot = Slot(_count++);
        _queue[slot] = packet;
        _queueTimes[slot] = new TraceTime(0, 0, TimeQuality.Open, _epoch);
    }

    private void Stamp(LocalTimestamp stamp)
    {
        _ticks += stamp.Delta;
        long low = CyclesOf(_ticks), high = CyclesOf(_ticks + _hiddenTicks + 1) - 1;
        int last = _count - _ready == 1 ? _ready : LastSource();
        for (int i = _ready; i < _count; i++)
        {
            int slot = Slot(i);
            TimeQuality quality = _gap ? TimeQuality.AfterGap
                : stamp.Control != TimestampControl.Exact ? (TimeQuality)stamp.Control
                : i == last || IsSameAccess(i, last) ? TimeQuality.Exact
                : TimeQuality.Grouped;
            int source = SourceOf(_queue[slot].Kind);
            long from = quality switch
            {
                TimeQuality.Exact => low,
                TimeQuality.Late or TimeQuality.DelayedLate => EarliestOf(source),
                _ => _previousLow,
            };
            if (source >= 0) OnSource(source, from);
            _queueTimes[slot] = new TraceTime(from, high, quality, _queueTimes[slot].Epoch);
            _qualities[(int)quality]++;
        }

        _ready = _count;
        _previousLow = low;
        _gap = false;
    }

    /// <summary>The packets of one data access were made in one cycle.</summary>
    private bool IsSameAccess(int index, int last)
    {
        for (int i = index; i < last; i++)
            if (!DataAccessPairer.CanFollow(_queue[Slot(i)], _queue[Slot(i + 1)])) return false;
        return index < last;
    }

    /// <summary>
    /// A packet that waited is younger than the last event of its source, because events of one source keep their order; and when it was made, the
    /// buffer cannot have been full of packets that were sent before.
    /// </summary>
    private long EarliestOf(int source) => source < 0 ? _previousLow : source == 1 ? Math.Max(_lastLow[1], _sent[_sentNext]) : _lastLow[0];

    private void OnSource(int source, long low)
    {
        _lastLow[source] = low;
        if (source != 1) return;
        _sent[_sentNext] = _previousLow;
        if (++_sentNext == _sent.Length) _sentNext = 0;
    }

    private int LastSource()
    {
        int last = _count - 1;
        while (last >= _ready && SourceOf(_queue[Slot(last)].Kind) < 0) last--;
        return last;
    }

    private void ReleaseOpen()
    {
        for (; _ready < _count; _ready++)
        {
            int slot = Slot(_ready), source = SourceOf(_queue[slot].Kind);
            _queueTimes[slot] = new TraceTime(EarliestOf(source), TraceTime.Unknown, TimeQuality.Open, _queueTimes[slot].Epoch);
            _qualities[(int)TimeQuality.Open]++;
        }
    }

    /// <summary>0 for stimulus ports, 1 for the DWT, negative for the protocol's own packets.</summary>
    private static int SourceOf(ItmPacketKind kind) => kind == ItmPacketKind.Software ? 0
        : (uint)(kind - ItmPacketKind.EventCounter) <= ItmPacketKind.Hardware - ItmPacketKind.EventCounter ? 1
        : -1;

    /// <summary>The first cycle of a tick.</summary>
    private long CyclesOf(long ticks) => _options.Cycles == _options.Ticks
        ? ticks * _options.Prescaler
        : (long)((Int128)ticks * _options.Prescaler * _options.Cycles / _options.Ticks);

    private int Slot(int index)
    {
        int slot = _head + index;
        return slot >= _queue.Length ? slot - _queue.Length : slot;
    }

    private void Grow()
    {
        var packets = new ItmPacket[_queue.Length * 2];
        var times = new TraceTime[_queue.Length * 2];
        for (int i = 0; i < _count; i++) (packets[i], times[i]) = (_queue[Slot(i)], _queueTimes[Slot(i)]);
        (_queue, _queueTimes, _head) = (packets, times, 0);
    }
}
