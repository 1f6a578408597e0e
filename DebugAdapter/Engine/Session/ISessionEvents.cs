namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>What a session tells unasked. Calls come from the engine loop or the link, one after the other; they return at once.</summary>
internal interface ISessionEvents
{
    /// <summary>The target has stopped and can be looked at.</summary>
    void OnStopped(StopReport stop);

    /// <summary>Another debugger on the same target has set it going; a stop follows.</summary>
    void OnContinued()
    {
        // Only a user interface shows whether the target runs.
    }

    /// <summary>Another debugger has changed the halted target: what is shown of it may be stale.</summary>
    /// <param name="memory">The memory that was written; null when registers were, or anything may have changed.</param>
    void OnChanged(Memory.MemoryRange? memory)
    {
        // Only a user interface shows values.
    }

    /// <summary>Text, as it is; a line ends with its own line feed.</summary>
    void OnOutput(OutputKind kind, string text);

    /// <summary>Trace data that is no text, gathered over a short time. Calls come from the trace's own thread.</summary>
    void OnTrace(Trace.Live.TraceReport report)
    {
        // Many listeners only want stops and text.
    }

    /// <summary>Something long goes on, such as writing the image to flash.</summary>
    void OnProgress(ProgressReport progress)
    {
        // Many listeners only want stops and text.
    }

    /// <summary>The session is over; nothing follows.</summary>
    /// <param name="reason">Why, with the next action; null when the user ended it.</param>
    void OnEnded(string? reason);
}
