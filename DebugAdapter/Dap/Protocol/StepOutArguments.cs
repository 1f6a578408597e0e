namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A run to the caller.</summary>
public sealed record StepOutArguments(int ThreadId, bool? SingleThread = null, SteppingGranularity? Granularity = null);
