using RspDebug.Swo.Dwt;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.Events;

/// <summary>Makes events of timed packets: the PC, address and value packets of one data access become one event.</summary>
/// <remarks>
/// They belong together when they are of one comparator, follow each other among the hardware packets in that order, and could have happened in
/// the same cycle. A stimulus packet between them does no harm; an overflow or damage does.
/// </remarks>
internal sealed class DataAccessPairer
{
    private const int MostBehind = 16;

    private static readonly TraceEventKind[] Kinds = [.. Enum.GetValues<ItmPacketKind>().Select(KindOfEach)];

    private readonly TraceEvent[] _behind = new TraceEvent[MostBehind];
    private int _behindCount;
    private int _next;
    private TraceEvent _access;
    private ItmPacket _lastPart;
    private bool _hasAccess, _isWhole;

    /// <summary>Whether an access waits for more packets.</summary>
    public bool HasAccess => _hasAccess;

    /// <summary>Nothing is here at all.</summary>
    public bool IsIdle => !_hasAccess && _next == _behindCount;

    /// <summary>True when nothing waits to be read: the next packet can be pushed.</summary>
    public bool IsReady => !_isWhole && (_hasAccess || _next == _behindCount);

    /// <summary>Whether the second packet may tell more of the access that the first one told of.</summary>
    public static bool CanFollow(in ItmPacket first, in ItmPacket second) => (first.Kind, second.Kind) switch
    {
        (ItmPacketKind.DataPc, ItmPacketKind.DataAddress or ItmPacketKind.DataValue) or (ItmPacketKind.DataAddress, ItmPacketKind.DataValue) =>
            first.Source == second.Source,
        _ => false,
    };

    public static bool IsPart(ItmPacketKind kind) => kind is >= ItmPacketKind.DataPc and <= ItmPacketKind.DataMatch;

    /// <summary>Adds a packet; only when <see cref="IsReady"/>.</summary>
    public void Push(in TimedPacket packet)
    {
        if (!_hasAccess && _next == _behindCount) (_next, _behindCount) = (0, 0);
        ItmPacketKind kind = packet.Packet.Kind;
        bool isPart = IsPart(kind);
        if (_hasAccess && isPart && CanFollow(_lastPart, packet.Packet) && CanMeet(_access.Time, packet.Time))
        {
            _access = _access with { Time = _access.Time.Intersect(packet.Time), Data = Add(_access.Data, packet.Packet) };
            _lastPart = packet.Packet;
            _isWhole = kind == ItmPacketKind.DataValue;
            return;
        }

        TraceEvent other = isPart ? Begin(packet) : new TraceEvent(KindOf(kind), packet.Packet, packet.Time);
        if (!_hasAccess && kind is ItmPacketKind.DataPc or ItmPacketKind.DataAddress)
        {
            (_access, _lastPart, _hasAccess) = (other, packet.Packet, true);
            return;
        }

        _behind[_behindCount++] = other;
        _isWhole = _hasAccess && (_behindCount == MostBehind || kind is not (ItmPacketKind.Software or ItmPacketKind.GlobalTimestamp));
    }

    /// <summary>Says that the access begun is all there is.</summary>
    public void Settle() => _isWhole = _hasAccess;

    public bool TryRead(out TraceEvent next)
    {
        next = default;
        if (_hasAccess)
        {
            if (!_isWhole) return false;
            (next, _hasAccess, _isWhole) = (_access, false, false);
            return true;
        }

        if (_next == _behindCount) return false;
        next = _behind[_next++];

        // The last one behind may be the first part of another access.
        if (_next == _behindCount && next.Kind == TraceEventKind.DataAccess && next.Data.Value is null && !next.Data.IsMatch)
        {
            (_access, _lastPart, _hasAccess) = (next, next.Packet, true);
            (_next, _behindCount) = (0, 0);
            return false;
        }

        return true;
    }

    private static bool CanMeet(TraceTime first, TraceTime second) =>
        first.Epoch == second.Epoch && Math.Max(first.Low, second.Low) <= Math.Min(first.High, second.High);

    private static TraceEvent Begin(in TimedPacket packet) =>
        new(TraceEventKind.DataAccess, packet.Packet, packet.Time, Add(new DataAccess { Comparator = packet.Packet.Source }, packet.Packet));

    private static DataAccess Add(DataAccess access, in ItmPacket part) => part.Kind switch
    {
        ItmPacketKind.DataPc => access with { Pc = (uint)part.Value },
        ItmPacketKind.DataMatch => access with { IsMatch = true },
        ItmPacketKind.DataAddress => access with { Address = (uint)part.Value, AddressBits = 8 * part.Size },
        _ => access with { Value = (uint)part.Value, SizeInBytes = part.Size, IsWrite = part.Data.IsWrite },
    };

    public static TraceEventKind KindOf(ItmPacketKind kind) => Kinds[(int)kind];

    private static TraceEventKind KindOfEach(ItmPacketKind kind) => kind switch
    {
        ItmPacketKind.Software => TraceEventKind.Software,
        ItmPacketKind.Exception => TraceEventKind.Exception,
        ItmPacketKind.PcSample => TraceEventKind.PcSample,
        ItmPacketKind.EventCounter => TraceEventKind.EventCounter,
        ItmPacketKind.PerformanceCounter => TraceEventKind.PerformanceCounter,
        ItmPacketKind.GlobalTimestamp => TraceEventKind.GlobalTimestamp,
        ItmPacketKind.Extension => TraceEventKind.Extension,
        ItmPacketKind.Synchronization => TraceEventKind.Synchronization,
        ItmPacketKind.Overflow => TraceEventKind.Overflow,
        ItmPacketKind.Malformed => TraceEventKind.Malformed,
        ItmPacketKind.Incomplete => TraceEventKind.Incomplete,
        _ => TraceEventKind.Hardware,
    };
}
