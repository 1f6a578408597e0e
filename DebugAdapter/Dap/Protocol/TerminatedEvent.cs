namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The debug session is over; with <c>Restart</c> the client starts it again.</summary>
public sealed record TerminatedEvent(bool? Restart = null);
