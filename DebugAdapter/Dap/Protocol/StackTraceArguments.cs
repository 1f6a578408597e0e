namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Which frames: from <c>StartFrame</c>, at most <c>Levels</c> (0 or absent: all).</summary>
public sealed record StackTraceArguments(int ThreadId, int? StartFrame = null, int? Levels = null, StackFrameFormat? Format = null);
