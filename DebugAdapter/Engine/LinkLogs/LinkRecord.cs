namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>One entry of a log of an RSP link, in the order of the log.</summary>
/// <param name="Line">1-based line of the log, or number of the piece.</param>
/// <param name="Time">Since any fixed moment; null when the log has no times.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Data">The bytes, or the text of a note.</param>
internal readonly record struct LinkRecord(int Line, TimeSpan? Time, LinkDirection Direction, LinkRecordKind Kind, ReadOnlyMemory<byte> Data);
