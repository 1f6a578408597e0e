using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vMustReplyEmpty</c>: a packet that every stub must not know; its reply marks a place in the stream.</summary>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct MustReplyEmptyRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Reconnect.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vMustReplyEmpty"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
