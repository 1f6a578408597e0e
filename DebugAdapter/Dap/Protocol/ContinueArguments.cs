namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Which thread runs on.</summary>
public sealed record ContinueArguments(int ThreadId, bool? SingleThread = null);
