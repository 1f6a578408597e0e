using RspDebug.Swo.Events;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Somebody who takes events with their times, in stream order, from one thread.</summary>
internal interface ITraceEventSink
{
    /// <summary>Takes an event; returns at once.</summary>
    void OnEvent(in TraceEvent next);

    /// <summary>Called once, when no more events come.</summary>
    void OnEnd()
    {
        // Many have nothing that waits.
    }

    /// <summary>Called after each block of input: passes on what has gathered.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
