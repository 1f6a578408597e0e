namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The target runs though the client did not ask for it.</summary>
public sealed record ContinuedEvent(int ThreadId, bool? AllThreadsContinued = null);
