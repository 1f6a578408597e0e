using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>m</c>: reads memory as hexadecimal text.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Destination">Filled from the front; its length is the request.</param>
/// <remarks>GDB manual, "Packets", <c>m</c>: fewer bytes than asked are a legal answer; st-util answers a failed read with an empty packet.</remarks>
public readonly record struct ReadMemoryRequest(TargetAddress Address, Memory<byte> Destination) : IRequest<DataReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Check that the address is mapped and that its peripheral is clocked.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("m"u8).Hex(Address.Value).Text(","u8).Hex((uint)Destination.Length);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out DataReply reply)
    {
        if (Acknowledgement.TryParseNo(payload, out Acknowledgement no))
        {
            reply = DataReply.Of(no);
            return true;
        }

        bool isData = HexDigits.TryDecode(payload, Destination.Span, out int sizeInBytes);
        reply = new DataReply(ReplyStatus.Ok, sizeInBytes);
        return isData;
    }
}
