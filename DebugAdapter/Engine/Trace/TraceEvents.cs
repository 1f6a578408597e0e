using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Makes timed events of packets and gives them on.</summary>
internal sealed class TraceEvents(TimestampOptions options, IReadOnlyList<ITraceEventSink> sinks) : IPacketSink
{
    private readonly TraceEventDecoder _decoder = new(options);

    /// <summary>How many events have which quality of time.</summary>
    public TimestampStatistics Times => _decoder.Times;

    /// <summary>Gives everything on at the end of each block, without waiting for a timestamp; for live text.</summary>
    public bool SettlesAfterEachBlock { get; init; }

    /// <inheritdoc/>
    public void OnPacket(in ItmPacket packet)
    {
        _decoder.Push(packet);
        Give();
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        _decoder.Settle();
        Give();
        foreach (ITraceEventSink sink in sinks) sink.OnEnd();
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (SettlesAfterEachBlock)
        {
            _decoder.Settle();
            Give();
        }

        foreach (ITraceEventSink sink in sinks) await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Give()
    {
        while (_decoder.TryRead(out TraceEvent next))
            foreach (ITraceEventSink sink in sinks) sink.OnEvent(next);
    }
}
