namespace RspDebug.Swo.UserPackets;

/// <summary>What a decoder has seen so far.</summary>
/// <param name="Packets">Whole packets.</param>
/// <param name="Damaged">Reports of bytes that are no packet.</param>
/// <param name="SkippedBytes">Bytes in them.</param>
public readonly record struct UserPacketStatistics(long Packets, long Damaged, long SkippedBytes);
