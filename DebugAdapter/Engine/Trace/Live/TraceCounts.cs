namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Counts of a trace since its start.</summary>
/// <param name="Bytes">Bytes received.</param>
/// <param name="Packets">Whole packets.</param>
/// <param name="Overflows">Overflow packets: the target lost trace before each.</param>
/// <param name="Malformed">Damaged packets.</param>
internal readonly record struct TraceCounts(long Bytes, long Packets, long Overflows, long Malformed);
