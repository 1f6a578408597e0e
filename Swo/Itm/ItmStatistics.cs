namespace RspDebug.Swo.Itm;

/// <summary>What a decoder has seen so far.</summary>
/// <param name="Bytes">Bytes consumed.</param>
/// <param name="Packets">Whole packets, damaged ones not counted.</param>
/// <param name="Synchronizations">Synchronization packets among them.</param>
/// <param name="Overflows">Overflow packets among them.</param>
/// <param name="Malformed">Malformed packets.</param>
/// <param name="SkippedBytes">Bytes in malformed and incomplete packets.</param>
/// <param name="Resynchronizations">Synchronization packets that were the first after a malformed one.</param>
public readonly record struct ItmStatistics(
    long Bytes, long Packets, long Synchronizations, long Overflows, long Malformed, long SkippedBytes, long Resynchronizations);
