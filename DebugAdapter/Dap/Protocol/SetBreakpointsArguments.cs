namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All breakpoints of one source file; they replace those set before.</summary>
public sealed record SetBreakpointsArguments(
    Source Source, IReadOnlyList<SourceBreakpoint>? Breakpoints = null, bool? SourceModified = null);
