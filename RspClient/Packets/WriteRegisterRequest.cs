using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>P</c>: writes one register.</summary>
/// <param name="Number">The number of target.xml.</param>
/// <param name="Value">Exactly the register's width, target byte order.</param>
/// <remarks>GDB manual, "Packets". A value of another width than target.xml says makes OpenOCD drop the connection.</remarks>
public readonly record struct WriteRegisterRequest(int Number, ReadOnlyMemory<byte> Value) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "The register may be read-only in this stub.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("P"u8).Hex((uint)Number).Text("="u8).HexBytes(Value.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
