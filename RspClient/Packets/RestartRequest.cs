using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>R</c>: resets the target in extended mode. Most stubs answer nothing.</summary>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct RestartRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Reset with a command of the stub.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("R00"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
