namespace RspDebug.Swo.Tpiu;

/// <summary>What a decoder has seen so far.</summary>
/// <param name="Bytes">Bytes consumed.</param>
/// <param name="Frames">Frames decoded.</param>
/// <param name="FullSynchronizations">FF FF FF 7F between frames.</param>
/// <param name="HalfSynchronizations">FF 7F in or between frames.</param>
/// <param name="Realignments">Times the frame boundary had to be found again.</param>
/// <param name="SkippedBytes">Bytes outside of any frame that was decoded.</param>
/// <param name="RejectedIds">Bytes that looked like a change of stream and were taken for damage.</param>
/// <param name="UnattributedBytes">Data bytes before the first stream id.</param>
public readonly record struct TpiuStatistics(
    long Bytes, long Frames, long FullSynchronizations, long HalfSynchronizations, long Realignments, long SkippedBytes, long RejectedIds, long UnattributedBytes);
