namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A thread appeared or went away.</summary>
public sealed record ThreadEvent(string Reason, int ThreadId);
