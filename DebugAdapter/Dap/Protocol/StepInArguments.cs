namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A step into calls; <c>TargetId</c> comes from stepInTargets.</summary>
public sealed record StepInArguments(
    int ThreadId, bool? SingleThread = null, int? TargetId = null, SteppingGranularity? Granularity = null);
