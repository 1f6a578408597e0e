using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>G</c>: writes all registers of a <c>g</c> packet.</summary>
/// <param name="Values">As many bytes as <c>g</c> gave, target byte order.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct WriteRegistersRequest(ReadOnlyMemory<byte> Values) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Write the registers one by one.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("G"u8).HexBytes(Values.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
