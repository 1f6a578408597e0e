using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary>A payload that the user typed; any reply will do.</summary>
/// <param name="Payload">Without frame and escapes.</param>
/// <remarks>For a console; the session itself sends typed requests only.</remarks>
public readonly record struct RawRequest(ReadOnlyMemory<byte> Payload) : IRequest<byte[]>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Monitor;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Look the packet up in the server's manual.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Binary(Payload.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out byte[] reply)
    {
        reply = payload.ToArray();
        return true;
    }
}
