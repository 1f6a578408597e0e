namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All source files that the debug information names.</summary>
public sealed record LoadedSourcesResponse(IReadOnlyList<Source> Sources);
