namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Which thread to halt.</summary>
public sealed record PauseArguments(int ThreadId);
