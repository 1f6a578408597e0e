namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The source range whose breakable places are asked for.</summary>
public sealed record BreakpointLocationsArguments(
    Source Source, int Line, int? Column = null, int? EndLine = null, int? EndColumn = null);
