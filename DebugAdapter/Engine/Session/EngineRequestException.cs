namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The request cannot be met; the message says why.</summary>
internal sealed class EngineRequestException(string message, Exception? inner = null) : EngineException(message, inner);
