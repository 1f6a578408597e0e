namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The session is over.</summary>
internal sealed class EngineClosedException() : EngineException("The debug session has ended. Start it again to go on.");
