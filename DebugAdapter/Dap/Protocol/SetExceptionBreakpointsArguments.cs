namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The exception filters that are on; vector catch for us.</summary>
public sealed record SetExceptionBreakpointsArguments(
    IReadOnlyList<string> Filters, IReadOnlyList<ExceptionFilterOptions>? FilterOptions = null);
