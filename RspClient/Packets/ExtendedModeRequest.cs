using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>!</c>: extended mode, in which the stub outlives its program.</summary>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct ExtendedModeRequest : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Go on without extended mode.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("!"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
