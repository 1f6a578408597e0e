namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A place that takes a breakpoint.</summary>
public sealed record BreakpointLocation(int Line, int? Column = null, int? EndLine = null, int? EndColumn = null);
