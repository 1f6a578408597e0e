namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The image cannot be debugged; the message says why and what to do.</summary>
internal sealed class ImageException(string message, Exception? inner = null) : EngineException(message, inner);
