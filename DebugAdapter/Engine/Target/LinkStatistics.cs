namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Counters of the link since the session began.</summary>
/// <param name="PacketsSent">Packets to the server, repeats included.</param>
/// <param name="PacketsReceived">Packets from the server, notifications included.</param>
/// <param name="BytesSent">On the wire.</param>
/// <param name="BytesReceived">On the wire.</param>
/// <param name="Retransmits">Packets sent again, by either side.</param>
internal readonly record struct LinkStatistics(long PacketsSent, long PacketsReceived, long BytesSent, long BytesReceived, long Retransmits);
