using RspDebug.DebugAdapter.Engine.Execution;

namespace RspDebug.DebugAdapter.Engine.Sharing;

/// <summary>Sees all runs and stops of a session, for those who share its target. Calls come from the engine loop, in order; they return at once.</summary>
internal interface IRunObserver
{
    /// <summary>The target runs.</summary>
    void OnResumed();

    /// <summary>A run has ended, or the target was moved without one.</summary>
    /// <param name="outcome">How the run ended; null when the target was reset.</param>
    /// <param name="pc">Where it stands; null when it is gone.</param>
    /// <param name="isForeign">One of those who share the target ordered the run.</param>
    void OnStopped(RunOutcome? outcome, uint? pc, bool isForeign);

    /// <summary>The program, or the server while it ran, has printed something. May come from any thread.</summary>
    void OnConsole(string text);

    /// <summary>The session is over. May come from any thread, and more than once.</summary>
    void OnEnded();
}
