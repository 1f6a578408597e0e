namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One stop as the UI shows it.</summary>
/// <param name="Reason">The kind.</param>
/// <param name="Text">One sentence, or null when the reason says it all.</param>
/// <param name="BreakpointIds">Ids of the breakpoints that were hit.</param>
internal sealed record StopReport(StopReason Reason, string? Text, IReadOnlyList<int> BreakpointIds);
