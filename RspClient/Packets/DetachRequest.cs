using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>D</c>: the stub forgets us. Whether the target runs afterwards is the stub's choice.</summary>
/// <remarks>GDB manual, "Packets". J-Link and st-util answer with an empty packet.</remarks>
public readonly record struct DetachRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Close the connection.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("D"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
