using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>A sink that writes lines of text to a stream.</summary>
internal abstract class LineSink(Stream output) : IPacketSink
{
    /// <summary>What waits for the next flush.</summary>
    protected Utf8Lines Lines { get; } = new();

    /// <inheritdoc/>
    public abstract void OnPacket(in ItmPacket packet);

    /// <inheritdoc/>
    public virtual void OnPackets(ReadOnlySpan<ItmPacket> packets)
    {
        foreach (ref readonly ItmPacket packet in packets) OnPacket(packet);
    }

    /// <inheritdoc/>
    public virtual void OnEnd()
    {
        // Lines are whole after each packet; who gathers more says so.
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Lines.Count == 0) return;
        await output.WriteAsync(Lines.Written, cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        Lines.Clear();
    }
}
