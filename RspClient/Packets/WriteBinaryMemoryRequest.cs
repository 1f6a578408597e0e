using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>X</c>: writes memory as escaped binary; with no data it asks whether the stub knows the packet.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Data">The bytes to write.</param>
/// <remarks>GDB manual, "Packets", <c>X</c>. OpenOCD answers 8 bytes and more before it writes them: a failure shows on the next <c>X</c>.</remarks>
public readonly record struct WriteBinaryMemoryRequest(TargetAddress Address, ReadOnlyMemory<byte> Data) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Check that the address is mapped and writable; flash is written with vFlash packets.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("X"u8).Hex(Address.Value).Text(","u8).Hex((uint)Data.Length).Text(":"u8).Binary(Data.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
