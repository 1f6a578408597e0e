namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>One request in the course of a log.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="At">Since the first entry; null without times.</param>
/// <param name="Latency">Until its reply; null without times or reply.</param>
/// <param name="SizeInBytes">Of both payloads.</param>
/// <param name="WasRepeated">Whether it was sent more than once.</param>
internal readonly record struct ExchangePoint(string Kind, int Line, TimeSpan? At, TimeSpan? Latency, int SizeInBytes, bool WasRepeated);
