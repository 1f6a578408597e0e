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
    private TimedPacket[] _queue = new TimedPacket[MostWaitingWithoutTimestamps];
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
        switch (packet.Kind)
        {
            case ItmPacketKind.LocalTimestamp:
                _locals++;
                Stamp(packet.LocalTimestamp);
                return;
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

        Enqueue(packet);
        if (_count - _ready >= (_locals == 0 ? MostWaitingWithoutTimestamps : MostWaiting)) ReleaseOpen();
    }

    /// <summary>Says that nothing comes for a while: packets that still wait for a timestamp pass with an open time.</summary>
    public void Settle() => ReleaseOpen();

    /// <summary>Takes the next packet whose time is known.</summary>
    public bool TryRead(out TimedPacket packet)
    {
        packet = default;
        if (_ready == 0) return false;
        packet = _queue[_head];
        _head = _head + 1 == _queue.Length ? 0 : _head + 1;
        _ready--;
        _count--;
        return true;
    }

    private void Enqueue(in ItmPacket packet)
    {
        if (_count == _queue.Length) Grow();
        _queue[Slot(_count)] = new TimedPacket(packet, new TraceTime(0, 0, TimeQuality.Open, _epoch));
        _count++;
    }

    private void Stamp(LocalTimestamp stamp)
    {
        _ticks += stamp.Delta;
        long low = CyclesOf(_ticks), high = CyclesOf(_ticks + _hiddenTicks + 1) - 1;
        int last = LastSource();
        for (int i = _ready; i < _count; i++)
        {
            ref TimedPacket waiting = ref _queue[Slot(i)];
            TimeQuality quality = _gap ? TimeQuality.AfterGap
                : stamp.Control != TimestampControl.Exact ? (TimeQuality)stamp.Control
                : i == last || IsSameAccess(i, last) ? TimeQuality.Exact
                : TimeQuality.Grouped;
            int source = SourceOf(waiting.Packet.Kind);
            long from = quality switch
            {
                TimeQuality.Exact => low,
                TimeQuality.Late or TimeQuality.DelayedLate => EarliestOf(source),
                _ => _previousLow,
            };
            if (source >= 0) OnSource(source, from);
            waiting = waiting with { Time = new TraceTime(from, high, quality, waiting.Time.Epoch) };
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
            if (!DataAccessPairer.CanFollow(_queue[Slot(i)].Packet, _queue[Slot(i + 1)].Packet)) return false;
        return index < last;
    }

    /// <summary>
    /// A packet that waited is younger than the last event of its source, because events of one source keep their order; and when it was made, the
    /// buffer cannot have been full of packets that were sent before.
    /// </summary>
    private long EarliestOf(int source) => source < 0 ? _previousLow : Math.Max(_lastLow[source], source == 1 ? _sent[_sentNext] : _previousLow);

    private void OnSource(int source, long low)
    {
        _lastLow[source] = low;
        if (source != 1) return;
        _sent[_sentNext] = _previousLow;
        _sentNext = (_sentNext + 1) % _sent.Length;
    }

    private int LastSource()
    {
        int last = _count - 1;
        while (last >= _ready && SourceOf(_queue[Slot(last)].Packet.Kind) < 0) last--;
        return last;
    }

    private void ReleaseOpen()
    {
        for (; _ready < _count; _ready++)
        {
            ref TimedPacket waiting = ref _queue[Slot(_ready)];
            int source = SourceOf(waiting.Packet.Kind);
            waiting = waiting with { Time = new TraceTime(EarliestOf(source), TraceTime.Unknown, TimeQuality.Open, waiting.Time.Epoch) };
            _qualities[(int)TimeQuality.Open]++;
        }
    }

    /// <summary>0 for stimulus ports, 1 for the DWT, negative for the protocol's own packets.</summary>
    private static int SourceOf(ItmPacketKind kind) => kind switch
    {
        ItmPacketKind.Software => 0,
        >= ItmPacketKind.EventCounter and <= ItmPacketKind.Hardware => 1,
        _ => -1,
    };

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
        var larger = new TimedPacket[_queue.Length * 2];
        for (int i = 0; i < _count; i++) larger[i] = _queue[Slot(i)];
        (_queue, _head) = (larger, 0);
    }
}
