using System.Globalization;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.RspClient.Framing;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>One direction of a link: entries of a log become happenings.</summary>
internal sealed class FrameReader(LinkDirection direction)
{
    private const int MaxStrayInBytes = 1 << 16;

    private PacketDecoder _decoder = NewDecoder(direction);
    private readonly List<byte> _stray = [];
    private readonly List<LinkEvent> _held = [];
    private int _frameStart = -1;

    /// <summary>True inside a packet whose end has not come.</summary>
    public bool IsInPacket => _decoder.IsInPacket;

    /// <summary>Takes an entry.</summary>
    /// <param name="record">Of this direction.</param>
    /// <param name="number">Its number.</param>
    /// <param name="events">Gets what happened.</param>
    public void Push(LinkRecord record, int number, List<LinkEvent> events)
    {
        if (record.Kind != LinkRecordKind.Bytes)
        {
            ReleaseStray(events, record, number);
            if (record.Kind == LinkRecordKind.Opened) Reset();
            events.Add(Make(KindOf(record.Kind), record.Data.ToArray(), record, number) with { FirstRecord = number, IsOpaque = record.Kind == LinkRecordKind.OpaquePacket });
            return;
        }

        _decoder.Push(record.Data.Span);
        while (_decoder.TryRead(out PacketFrame frame))
        {
            bool isFrame = frame.Kind is not (FrameKind.Ack or FrameKind.Nak or FrameKind.Junk);
            if (isFrame) ReleaseStray(events, record, number);
            if (!isFrame) Loose(frame, record, number, events);
            else events.Add(Make(KindOf(frame.Kind), frame.Payload.ToArray(), record, number) with { FirstRecord = _frameStart < 0 ? number : _frameStart });
            if (isFrame) _frameStart = -1;
        }

        if (_decoder.IsInPacket)
        {
            if (_frameStart < 0) _frameStart = number;
            ReleaseStray(events, record, number);
        }
        else if (_stray.Count == 0 || _stray.Count > MaxStrayInBytes || !LooksLikeText())
        {
            ReleaseStray(events, record, number);
        }
    }

    /// <summary>No more bytes belong to what came: what is left outside of packets is junk.</summary>
    public void Release(LinkRecord record, int number, List<LinkEvent> events) => ReleaseStray(events, record, number);

    /// <summary>A new connection begins: what was left of a packet is not continued.</summary>
    public void Reset()
    {
        _decoder = NewDecoder(direction);
        _frameStart = -1;
    }

    // Run lengths come from stubs alone: binary data that a client sends may hold a bare "*".
    private static PacketDecoder NewDecoder(LinkDirection direction) => new(LogLines.MaxLength) { ReadsRunLengths = direction == LinkDirection.ToClient };

    // Between packets: acknowledgements, interrupts, and what is left of a packet that lost its "$". In the latter, "+" and "-" are text.
    private void Loose(PacketFrame frame, LinkRecord record, int number, List<LinkEvent> events)
    {
        if (frame.Kind != FrameKind.Junk)
        {
            bool isAck = frame.Kind == FrameKind.Ack;
            LinkEvent mark = Make(isAck ? LinkEventKind.Ack : LinkEventKind.Nak, [], record, number);
            if (_stray.Count == 0) events.Add(mark);
            else
            {
                _stray.Add(isAck ? (byte)'+' : (byte)'-');
                _held.Add(mark);
            }

            return;
        }

        foreach (byte value in frame.Payload)
        {
            if (value == 0x03 && direction == LinkDirection.ToStub && _stray.Count == 0) events.Add(Make(LinkEventKind.Interrupt, [], record, number));
            else _stray.Add(value);
            if (EndsAsPacket()) EndStray(LinkEventKind.WithoutStart, _stray.Count - 3, events, record, number);
        }
    }

    private bool EndsAsPacket()
    {
        int hash = _stray.Count - 3;
        if (hash < 0 || _stray[hash] != (byte)'#') return false;
        byte sum = 0;
        for (int index = 0; index < hash; index++) sum += _stray[index];
        Span<char> digits = [(char)_stray[hash + 1], (char)_stray[hash + 2]];
        return byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte told) && told == sum;
    }

    private bool LooksLikeText() => _stray[0] is >= 0x20 and <= 0x7e;

    private void ReleaseStray(List<LinkEvent> events, LinkRecord record, int number)
    {
        if (_stray.Count == 0) return;
        events.AddRange(_held);
        EndStray(LinkEventKind.Junk, _stray.Count, events, record, number);
    }

    private void EndStray(LinkEventKind kind, int size, List<LinkEvent> events, LinkRecord record, int number)
    {
        events.Add(Make(kind, [.. _stray.Take(size)], record, number) with { FirstRecord = number });
        _stray.Clear();
        _held.Clear();
    }

    private LinkEvent Make(LinkEventKind kind, byte[] payload, LinkRecord record, int number) =>
        new(kind, direction, payload) { Line = record.Line, Time = record.Time, Record = number, FirstRecord = number };

    private static LinkEventKind KindOf(FrameKind kind) => kind switch
    {
        FrameKind.Packet or FrameKind.Oversize => LinkEventKind.Packet,
        FrameKind.Notification => LinkEventKind.Notification,
        FrameKind.Truncated => LinkEventKind.Truncated,
        _ => LinkEventKind.Damaged,
    };

    private static LinkEventKind KindOf(LinkRecordKind kind) => kind switch
    {
        LinkRecordKind.Packet or LinkRecordKind.OpaquePacket => LinkEventKind.Packet,
        LinkRecordKind.Notification => LinkEventKind.Notification,
        LinkRecordKind.DamagedPacket => LinkEventKind.Damaged,
        LinkRecordKind.TruncatedPacket => LinkEventKind.Truncated,
        LinkRecordKind.Timeout => LinkEventKind.Timeout,
        LinkRecordKind.Opened => LinkEventKind.Opened,
        LinkRecordKind.Closed => LinkEventKind.Closed,
        LinkRecordKind.Note => LinkEventKind.Note,
        _ => LinkEventKind.Junk,
    };
}
