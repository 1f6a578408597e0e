using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>QStartNoAckMode</c>: no acknowledgements after its <c>OK</c>, which is still acknowledged.</summary>
/// <remarks>GDB manual, "Packet Acknowledgment". Sent once and after <c>qSupported</c>:
/// Black Magic Probe turns acknowledgements on again at <c>qSupported</c>.</remarks>
public readonly record struct StartNoAckModeRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    // Once it was carried out, the stub acknowledges no more: only a "-" proves that it was not.
    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Set UseNoAckMode to false.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("QStartNoAckMode"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
