namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The firmware ended by itself (a semihosting exit).</summary>
public sealed record ExitedEvent(int ExitCode);
