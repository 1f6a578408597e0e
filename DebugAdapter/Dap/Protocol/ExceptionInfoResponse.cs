namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>What fault it was.</summary>
public sealed record ExceptionInfoResponse(
    string ExceptionId, ExceptionBreakMode BreakMode, string? Description = null, ExceptionDetails? Details = null);
