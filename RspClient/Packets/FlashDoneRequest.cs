using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vFlashDone</c>: programs what the stub still holds back.</summary>
/// <remarks>GDB manual, "Packets". pyOCD does all work here, without a sign of life; probe-rs refuses it when nothing was written.</remarks>
public readonly record struct FlashDoneRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Flash;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Read the server's log: programming failed there.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vFlashDone"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
