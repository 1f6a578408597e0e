using RspDebug.Swo.Events;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Users;

/// <summary>Makes user packets of the writes to their ports; everything else passes.</summary>
internal sealed class UserPacketRouter : ITraceEventSink
{
    private readonly UserPacketDecoder?[] _decoders = new UserPacketDecoder?[256];
    private readonly ITraceEventSink _next;

    /// <summary>Stands before a sink.</summary>
    public UserPacketRouter(UserPacketSchema schema, ITraceEventSink next)
    {
        foreach (int port in schema.Ports) _decoders[port] = new UserPacketDecoder(schema, port);
        _next = next;
    }

    /// <summary>Counts over all ports.</summary>
    public UserPacketStatistics Statistics => _decoders.Where(static d => d is not null).Aggregate(
        default(UserPacketStatistics), static (sum, d) => new(sum.Packets + d!.Statistics.Packets, sum.Damaged + d.Statistics.Damaged, sum.SkippedBytes + d.Statistics.SkippedBytes));

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        if (next.Kind == TraceEventKind.Software && _decoders[next.Software.Port] is { } decoder)
        {
            decoder.Push(next.Software, next.Time);
            Give(decoder);
            return;
        }

        if (next.Kind is TraceEventKind.Overflow or TraceEventKind.Malformed) ForEach(static d => d.Break());
        _next.OnEvent(next);
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        ForEach(static d => d.Complete());
        _next.OnEnd();
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _next.FlushAsync(cancellationToken);

    private void ForEach(Action<UserPacketDecoder> act)
    {
        foreach (UserPacketDecoder? decoder in _decoders)
        {
            if (decoder is null) continue;
            act(decoder);
            Give(decoder);
        }
    }

    private void Give(UserPacketDecoder decoder)
    {
        while (decoder.TryRead(out UserPacket packet)) _next.OnUserPacket(packet);
    }
}
