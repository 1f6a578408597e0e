using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>A sink that writes a line for each event.</summary>
internal abstract class EventLineSink(Stream output) : ITraceEventSink
{
    /// <summary>What waits for the next flush.</summary>
    protected Utf8Lines Lines { get; } = new();

    /// <inheritdoc/>
    public abstract void OnEvent(in TraceEvent next);

    /// <inheritdoc/>
    public abstract void OnUserPacket(in UserPacket packet);

    /// <inheritdoc/>
    public abstract void OnText(int port, TraceTime time, string text);

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Lines.Count == 0) return;
        await output.WriteAsync(Lines.Written, cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        Lines.Clear();
    }
}
