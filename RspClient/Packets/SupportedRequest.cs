using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qSupported</c>: tells what we do and asks what the stub does. The first packet of a session.</summary>
/// <remarks>GDB manual, "General Query Packets". <c>multiprocess+</c> is left out on purpose: QEMU and probe-rs would change the form of thread ids.</remarks>
public readonly record struct SupportedRequest : IRequest<SupportedFeatures>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Update the server: it refuses the first packet of the protocol.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=arm"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out SupportedFeatures reply) => SupportedFeatures.TryParse(payload, out reply);
}
