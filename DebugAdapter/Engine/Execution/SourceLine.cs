namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>A source line.</summary>
/// <param name="Path">File as the debug information names it.</param>
/// <param name="Number">From 1.</param>
internal sealed record SourceLine(string Path, int Number);
