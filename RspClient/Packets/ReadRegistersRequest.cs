using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>g</c>: the registers that the stub puts into one packet.</summary>
/// <param name="Destination">Takes the bytes in target order; what a stub sends beyond the registers that it described is not used.</param>
/// <param name="Availability">One entry a byte: 1 when the stub sent a value, 0 for <c>xx</c>.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct ReadRegistersRequest(Memory<byte> Destination, Memory<byte> Availability) : IRequest<DataReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Read the registers one by one.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("g"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out DataReply reply)
    {
        if (Acknowledgement.TryParseNo(payload, out Acknowledgement no))
        {
            reply = DataReply.Of(no);
            return true;
        }

        bool isData = RegisterHex.TryDecode(payload, Destination.Span, Availability.Span, out int sizeInBytes);
        reply = new DataReply(ReplyStatus.Ok, sizeInBytes);
        return isData;
    }
}
