namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Which request or progress to give up; the client sends one of the two.</summary>
public sealed record CancelArguments(int? RequestId = null, string? ProgressId = null);
