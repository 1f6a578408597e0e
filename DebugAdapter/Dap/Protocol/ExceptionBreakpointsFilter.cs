namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>An exception filter that the client offers to the user.</summary>
public sealed record ExceptionBreakpointsFilter(
    string Filter, string Label, string? Description = null, bool? Default = null, bool? SupportsCondition = null,
    string? ConditionDescription = null);
