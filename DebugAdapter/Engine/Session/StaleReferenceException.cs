namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The request names something that does not exist any more (a frame or variable of an earlier stop).</summary>
internal sealed class StaleReferenceException(string what)
    : EngineException($"{what} belongs to an earlier stop. Look at the current stop instead.");
