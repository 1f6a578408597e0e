namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Base of what the engine tells the user; the message says what, where and what to do.</summary>
internal abstract class EngineException(string message, Exception? inner = null) : Exception(message, inner);
