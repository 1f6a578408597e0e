namespace RspDebug.RspClient.Framing;

/// <summary>One event of <see cref="PacketDecoder"/>.</summary>
/// <param name="kind">What was found.</param>
/// <param name="payload">The decoded payload (or the junk bytes).</param>
public readonly ref struct PacketFrame(FrameKind kind, ReadOnlySpan<byte> payload)
{
    /// <summary>What was found.</summary>
    public FrameKind Kind { get; } = kind;

    /// <summary>The payload after unescaping and run-length decoding, or the junk itself. Valid until the decoder is used again.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;
}
