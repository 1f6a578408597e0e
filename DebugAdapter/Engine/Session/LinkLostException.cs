namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The link to the server is gone; the session ends.</summary>
internal sealed class LinkLostException(string message, Exception? inner = null) : EngineException(message, inner);
