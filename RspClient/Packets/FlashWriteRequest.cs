using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vFlashWrite</c>: hands over data for erased flash.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Data">The bytes to program.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct FlashWriteRequest(TargetAddress Address, ReadOnlyMemory<byte> Data) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Flash;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Erase the blocks first, and check that the chip is unlocked.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vFlashWrite:"u8).Hex(Address.Value).Text(":"u8).Binary(Data.Span);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
