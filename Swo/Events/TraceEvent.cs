using RspDebug.Swo.Dwt;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.Events;

/// <summary>Something that happened, and when. Flat; the typed views give its fields their names.</summary>
/// <param name="Kind">What it is; only the view of that kind has a meaning.</param>
/// <param name="Packet">The packet, or the first one of a data access.</param>
/// <param name="Time">When.</param>
/// <param name="Data">View of a <see cref="TraceEventKind.DataAccess"/>.</param>
public readonly record struct TraceEvent(TraceEventKind Kind, ItmPacket Packet, TraceTime Time, DataAccess Data = default)
{
    /// <summary>Byte offset of the (first) packet in the ITM stream.</summary>
    public long Offset => Packet.Offset;

    /// <summary>View of a <see cref="TraceEventKind.Software"/> event.</summary>
    public SoftwareWrite Software => Packet.Software;

    /// <summary>View of an <see cref="TraceEventKind.Exception"/> event.</summary>
    public ExceptionTrace Exception => Packet.Exception;

    /// <summary>View of a <see cref="TraceEventKind.PcSample"/> event.</summary>
    public PcSample PcSample => Packet.PcSample;

    /// <summary>View of an <see cref="TraceEventKind.EventCounter"/> event.</summary>
    public DwtCounters Counters => Packet.Counters;

    /// <summary>View of a <see cref="TraceEventKind.PerformanceCounter"/> event: one bit for each counter.</summary>
    public int PerformanceCounters => Packet.PerformanceCounters;
}
