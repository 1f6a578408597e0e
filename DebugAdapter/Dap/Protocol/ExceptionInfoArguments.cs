namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The thread that stopped by an exception.</summary>
public sealed record ExceptionInfoArguments(int ThreadId);
