using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Somebody who takes events with their times, in stream order, from one thread.</summary>
internal interface ITraceEventSink
{
    /// <summary>Takes an event; returns at once.</summary>
    void OnEvent(in TraceEvent next);

    /// <summary>Takes a user packet, or bytes of its port that are none; the writes that made it up do not come as events.</summary>
    void OnUserPacket(in UserPacket packet)
    {
        // Only with a schema.
    }

    /// <summary>Takes a line that the firmware wrote to a text port; its writes do not come as events.</summary>
    /// <param name="port">The port.</param>
    /// <param name="time">Of its first letter.</param>
    /// <param name="text">Without the line feed.</param>
    void OnText(int port, TraceTime time, string text)
    {
        // Only when text is gathered.
    }

    /// <summary>Called once, when no more events come.</summary>
    void OnEnd()
    {
        // Many have nothing that waits.
    }

    /// <summary>Called after each block of input: passes on what has gathered.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
