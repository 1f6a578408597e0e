using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>M</c>: writes memory as hexadecimal text.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Data">The bytes to write.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct WriteMemoryRequest(TargetAddress Address, ReadOnlyMemory<byte> Data) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Check that the address is mapped and writable; flash is written with vFlash packets.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("M"u8).Hex(Address.Value).Text(","u8).Hex((uint)Data.Length).Text(":"u8).HexBytes(Data.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
