using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vFlashErase</c>: erases whole blocks.</summary>
/// <param name="Address">Start of a block.</param>
/// <param name="SizeInBytes">Whole blocks.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct FlashEraseRequest(TargetAddress Address, uint SizeInBytes) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Flash;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Address and length must be multiples of the block size in the memory map, and the chip unlocked.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vFlashErase:"u8).Hex(Address.Value).Text(","u8).Hex(SizeInBytes);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
