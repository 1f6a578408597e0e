namespace RspDebug.DebugAdapter.Dap.Custom;

/// <summary>A number for a graph.</summary>
/// <param name="Port">Stimulus port.</param>
/// <param name="GraphId">The graph, as the configuration names it.</param>
/// <param name="Cycle">When.</param>
/// <param name="Value">Decoded and scaled.</param>
public sealed record SwoValue(int Port, string? GraphId, long Cycle, double Value);
