namespace RspDebug.RspClient.Transport;

/// <summary>
/// A byte stream to a stub. Writes are synchronous and whole: a packet is a few bytes that the operating system takes at once, and a hop
/// through a scheduler would cost more than the write. Received bytes are pushed to a receiver on the transport's own thread.
/// </summary>
public interface IRspTransport : IAsyncDisposable
{
    /// <summary>Where the stub is, for messages: <c>tcp 127.0.0.1:3333</c>.</summary>
    string Endpoint { get; }

    /// <summary>
    /// True when the link itself finds and repairs damaged bytes, as TCP and USB do; false for a bare serial line. The checksum of a packet
    /// is a sum of eight bits, which misses much: on a link without detection every read is made twice, until two agree.
    /// </summary>
    bool DetectsDamage => true;

    /// <summary>Starts delivery. Called once, before the first write.</summary>
    /// <param name="receiver">Gets all bytes in order, one call at a time.</param>
    void Start(IRspReceiver receiver);

    /// <summary>Sends bytes as one write. May be called from several threads; calls do not interleave.</summary>
    /// <exception cref="RspTransportException">The link is lost, or the stub has not read for longer than the transport's limit.</exception>
    void Write(ReadOnlySpan<byte> bytes);
}
