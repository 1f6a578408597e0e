namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The request needs a halted target.</summary>
internal sealed class TargetRunningException() : EngineException("The target is running. Pause it first, then try again.");
