using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Swo;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Reads a source to its end and gives the packets to sinks, with the same memory however long the trace is.</summary>
internal sealed class TraceReader(ITraceSource source, SwoDecoderOptions options)
{
    private const int BlockInBytes = 1 << 16;

    // When a line is quiet that long, the framing is decided with what there is, and sinks pass on what they hold.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly SwoDecoder _decoder = new(options);
    private readonly ItmPacket[] _packets = new ItmPacket[1024];

    /// <summary>The decoder, for its counts and for what it found out about the framing.</summary>
    public SwoDecoder Decoder => _decoder;

    /// <summary>Counts so far.</summary>
    public ItmStatistics Statistics => _decoder.Itm;

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
            count = await ReadWhileQuietAsync(block, sinks, cancellationToken).ConfigureAwait(false);
            BytesRead += count;
            if (count > 0) _decoder.Push(block.AsSpan(0, count));
            else _decoder.Complete();
            await GiveAsync(sinks, isEnd: count == 0).ConfigureAwait(false);
            OnBlock?.Invoke(this);
        }
        while (count > 0);
    }

    private async ValueTask<int> ReadWhileQuietAsync(byte[] block, IReadOnlyList<IPacketSink> sinks, CancellationToken cancellationToken)
    {
        ValueTask<int> reading = ReadAsync(block, cancellationToken);
        if (reading.IsCompleted) return await reading.ConfigureAwait(false);
        Task<int> task = reading.AsTask();
        while (await Task.WhenAny(task, Task.Delay(Quiet, CancellationToken.None)).ConfigureAwait(false) != task)
        {
            if (_decoder.Format == SwoFormat.Undecided) _decoder.Settle();
            await GiveAsync(sinks, isEnd: false).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    private async ValueTask GiveAsync(IReadOnlyList<IPacketSink> sinks, bool isEnd)
    {
        Give(sinks);
        if (isEnd)
            foreach (IPacketSink sink in sinks) sink.OnEnd();
        foreach (IPacketSink sink in sinks) await sink.FlushAsync(CancellationToken.None).ConfigureAwait(false);
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
        while (_decoder.Read(_packets) is > 0 and int count)
            foreach (IPacketSink sink in sinks) sink.OnPackets(_packets.AsSpan(0, count));
    }
}
