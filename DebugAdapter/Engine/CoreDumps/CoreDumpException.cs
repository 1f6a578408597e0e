using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>A core dump cannot be read; the message says which, what is wrong, where, and what to do.</summary>
internal sealed class CoreDumpException(string message, Exception? inner = null) : EngineException(message, inner);
