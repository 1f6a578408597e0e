using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Timing;

/// <summary>A packet and when what it tells happened.</summary>
/// <param name="Packet">Any kind but a local timestamp.</param>
/// <param name="Time">For a packet without a source (synchronization, overflow, damage): when it was sent.</param>
public readonly record struct TimedPacket(ItmPacket Packet, TraceTime Time);
