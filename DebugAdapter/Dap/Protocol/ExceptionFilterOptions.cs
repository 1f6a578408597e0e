namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A filter that is on, with its condition.</summary>
public sealed record ExceptionFilterOptions(string FilterId, string? Condition = null, string? Mode = null);
