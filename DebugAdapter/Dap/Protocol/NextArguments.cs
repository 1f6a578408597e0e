namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A step over calls.</summary>
public sealed record NextArguments(int ThreadId, bool? SingleThread = null, SteppingGranularity? Granularity = null);
