namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>How far a long operation is; <c>Percentage</c> is 0 to 100.</summary>
public sealed record ProgressUpdateEvent(string ProgressId, string? Message = null, double? Percentage = null);
