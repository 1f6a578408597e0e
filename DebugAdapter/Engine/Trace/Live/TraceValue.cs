namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>A number for a graph.</summary>
/// <param name="Port">Stimulus port.</param>
/// <param name="GraphId">The graph that the configuration names, or null.</param>
/// <param name="Cycle">Earliest time, in core cycles since trace began.</param>
/// <param name="Value">Decoded and scaled.</param>
internal readonly record struct TraceValue(int Port, string? GraphId, long Cycle, double Value);
