namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A long operation is over, whatever its outcome.</summary>
public sealed record ProgressEndEvent(string ProgressId, string? Message = null);
