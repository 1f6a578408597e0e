namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Asks the firmware to end.</summary>
public sealed record TerminateArguments(bool? Restart = null);
