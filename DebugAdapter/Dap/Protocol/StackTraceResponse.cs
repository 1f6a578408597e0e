namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Frames, innermost first; <c>TotalFrames</c> counts those not sent too.</summary>
public sealed record StackTraceResponse(IReadOnlyList<StackFrame> StackFrames, int? TotalFrames = null);
