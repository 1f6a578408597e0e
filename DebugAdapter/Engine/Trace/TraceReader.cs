using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Reads a source to its end and gives the packets to sinks, with the same memory however long the trace is.</summary>
internal sealed class TraceReader(ITraceSource source, ItmDecoderOptions options)
{
    private const int BlockInBytes = 1 << 16;

    private readonly ItmDecoder _decoder = new(options);

    /// <summary>Counts so far.</summary>
    public ItmStatistics Statistics => _decoder.Statistics;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Called after each block.</summary>
    public Action<TraceReader>? OnBlock { get; init; }

    /// <summary>Reads until the source ends or the reading is cancelled; both end the trace in the same way.</summary>
    /// <exception cref="TraceSourceException">The source failed; the sinks have what came before.</exception>
    public async Task RunAsync(IReadOnlyList<IPacketSink> sinks, CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockInBytes];
        int count;
        do
        {
            count = await ReadAsync(block, cancellationToken).ConfigureAwait(false);
            BytesRead += count;
            if (count > 0) _decoder.Push(block.AsSpan(0, count));
            else _decoder.Complete();
            Give(sinks);
            foreach (IPacketSink sink in sinks) await sink.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            OnBlock?.Invoke(this);
        }
        while (count > 0);
    }

    private async ValueTask<int> ReadAsync(byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(block, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void Give(IReadOnlyList<IPacketSink> sinks)
    {
        if (sinks is [{ } only])
        {
            while (_decoder.TryRead(out ItmPacket packet)) only.OnPacket(packet);
            return;
        }

        while (_decoder.TryRead(out ItmPacket packet))
            foreach (IPacketSink sink in sinks) sink.OnPacket(packet);
    }
}
