namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>What becomes of the target when the client leaves.</summary>
public sealed record DisconnectArguments(bool? Restart = null, bool? TerminateDebuggee = null, bool? SuspendDebuggee = null);
