namespace RspDebug.VirtualBoard.Trace;

/// <summary>A source packet before it is bytes.</summary>
internal readonly record struct WaitingPacket(byte Header, int SizeInBytes, uint Value);
